using Dashboard.Events;
using Dashboard.Gateway.Spool;
using Dashboard.Postgres;
using Dashboard.Telemetry;
using Dashboard.Telemetry.SetAside;
using Dashboard.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Xunit;

namespace Dashboard.Gateway.Tests.Spool;

public sealed class CallSpoolTests : IAsyncLifetime
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("dashboard-gateway-");
    private TestDatabase _database = null!;
    private ulong _lastId;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // The console migrates it at its start.
    public async ValueTask InitializeAsync() => _database = await TestDatabase.CreateAsync();

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _data.Delete(recursive: true);
    }

    [Fact]
    public async Task Records_arrive_and_leave_nothing_behind()
    {
        await using (var console = await StartAsync())
        {
            Offer(console, 1_000);
            await Eventually.BecomesAsync(0L, () => Task.FromResult(console.Status.WaitingRecords));
        }

        Assert.Equal((1_000L, 1_000L), await CountAsync());
        Assert.Empty(Files(_data.FullName));
    }

    [Fact]
    public async Task While_the_database_is_away_records_wait_on_disk_and_then_count_once()
    {
        await using var console = await StartAsync();
        Offer(console, 20);
        await Eventually.BecomesAsync(0L, () => Task.FromResult(console.Status.WaitingRecords));

        await _database.TurnOffAsync();
        Offer(console, 200);
        await Eventually.BecomesAsync(true, () => Task.FromResult(
            console.Status is { WaitingRecords: 200, DatabaseTrouble: not null }));
        Assert.NotEmpty(Files(_data.FullName));
        Assert.Contains("200 records", (await CheckAsync(console)).Description, StringComparison.Ordinal);

        await _database.TurnOnAsync();
        await Eventually.BecomesAsync(0L, () => Task.FromResult(console.Status.WaitingRecords));
        Assert.Equal((220L, 220L), await CountAsync());
        Assert.Null(console.Status.DatabaseTrouble);
        Assert.Equal(0, console.Status.Lost);
    }

    [Fact]
    public async Task What_a_killed_console_left_is_delivered_by_the_next_and_counts_once()
    {
        var atTheKill = Path.Combine(_data.FullName, "after");
        await using (var console = await StartAsync())
        {
            Offer(console, 50);
            await Eventually.BecomesAsync(0L, () => Task.FromResult(console.Status.WaitingRecords));
            await _database.TurnOffAsync();
            Offer(console, 70);
            var queue = console.Services.GetRequiredService<SpoolQueue>();
            await Eventually.BecomesAsync(70L, () => Task.FromResult(queue.Records));

            // The files as a kill would leave them: delivered records still in it, and the last one torn.
            Copy(Path.Combine(_data.FullName, "spool"), Path.Combine(atTheKill, "spool"));
            await _database.TurnOnAsync();
            await Eventually.BecomesAsync(0L, () => Task.FromResult(console.Status.WaitingRecords));
        }

        // What the first console has folded by now depends on when its compactor ran.
        await _database.ExecuteAsync("TRUNCATE calls, rollup_delta, rollup_minute, rollup_quarter, rollup_day");
        await File.AppendAllBytesAsync(Assert.Single(Files(atTheKill)), [1, 2, 3], Cancel);
        await using (var next = await StartAsync(atTheKill))
        {
            await Eventually.BecomesAsync(0L, () => Task.FromResult(next.Status.WaitingRecords));
            Assert.Equal((120L, 120L), await CountAsync());
        }

        Assert.Empty(Files(atTheKill));
    }

    [Fact]
    public async Task A_stop_without_a_database_keeps_everything_for_the_next_start()
    {
        await using (var console = await StartAsync())
        {
            await _database.TurnOffAsync();
            Offer(console, 300);
        }

        Assert.NotEmpty(Files(_data.FullName));
        await _database.TurnOnAsync();
        await using var next = await StartAsync();
        await Eventually.BecomesAsync(0L, () => Task.FromResult(next.Status.WaitingRecords));
        Assert.Equal((300L, 300L), await CountAsync());
    }

    [Fact]
    public async Task A_record_that_the_database_refuses_is_set_aside_and_stops_no_other()
    {
        await using var console = await StartAsync();

        Offer(console, 10);
        console.Sink.Offer(Record() with { Output = "a zero: \0" });
        Offer(console, 10);

        await Eventually.BecomesAsync(0L, () => Task.FromResult(console.Status.WaitingRecords));
        await Eventually.BecomesAsync((20L, 20L), CountAsync);
        Assert.Equal(1, console.Status.Rejected);
        var kept = await File.ReadAllBytesAsync(Path.Combine(_data.FullName, "spool", "rejected"), Cancel);
        Assert.True(RecordFrame.TryRead(kept, out var content, out _));
        Assert.Equal("a zero: \0", SpanCodec.Read(content).Output);
    }

    [Fact]
    public async Task A_record_that_was_set_aside_is_counted_and_sent_again_on_demand()
    {
        await using var console = await StartAsync();
        await _database.ExecuteAsync(
            """
            CREATE FUNCTION poison() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              IF NEW.output = 'poison' THEN RAISE 'a bad value' USING ERRCODE = '22003'; END IF;
              RETURN NEW;
            END $$;
            CREATE TRIGGER poison BEFORE INSERT ON payloads FOR EACH ROW EXECUTE FUNCTION poison();
            """);
        console.Sink.Offer(Record() with { Output = "poison" });
        Offer(console, 3);
        await Eventually.BecomesAsync(0L, () => Task.FromResult(console.Status.WaitingRecords));
        var rejected = console.Services.GetServices<ISetAside>().OfType<RejectedRecords>().Single();

        Assert.Equal(1, (await rejected.CountAsync(Cancel))[SetAsideKinds.Gateway]);
        Assert.Equal(0, await rejected.RetryAsync(Cancel));
        Assert.Equal(1, (await rejected.CountAsync(Cancel))[SetAsideKinds.Gateway]);
        await _database.ExecuteAsync("DROP TRIGGER poison ON payloads");
        Assert.Single(await rejected.ReadAsync(10, Cancel));

        Assert.Equal(1, await rejected.RetryAsync(Cancel));
        Assert.Empty(await rejected.CountAsync(Cancel));
        await Eventually.BecomesAsync((4L, 4L), CountAsync);
    }

    [Fact]
    public async Task A_full_spool_goes_on_taking_counts_what_it_loses_and_is_not_ready()
    {
        await using var console = await StartAsync(settings: (SpoolOptions.MaxSetting, "16"));
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(console)).Status);
        await _database.TurnOffAsync();

        // 16 MB of disk and 32 MB of memory hold fewer than these.
        const int Offered = 80;
        var big = new string('x', 1024 * 1024);
        for (var i = 0; i < Offered; i++)
        {
            console.Sink.Offer(Record() with { Output = big });
        }

        await Eventually.BecomesAsync(true, () => Task.FromResult(console.Status.Lost > 0));
        var check = await CheckAsync(console);
        Assert.Equal(HealthStatus.Unhealthy, check.Status);
        Assert.Contains(SpoolOptions.MaxSetting, check.Description, StringComparison.Ordinal);
        Assert.True(console.Status is { IsFull: true, Lost: > 0 });
        Assert.InRange(console.Status.SpoolBytes, 15 * 1024 * 1024, console.Status.SpoolLimitBytes);

        await _database.TurnOnAsync();
        await Eventually.BecomesAsync(0L, () => Task.FromResult(console.Status.WaitingRecords));
        Assert.Equal(Offered - console.Status.Lost, (await CountAsync()).Calls);
        Offer(console, 1);
        await Eventually.BecomesAsync(false, () => Task.FromResult(console.Status.IsFull));
    }

    private static string[] Files(string folder) =>
        Directory.GetFiles(folder, "*" + SpoolSegment.Extension, SearchOption.AllDirectories);

    private static void Copy(string from, string to)
    {
        foreach (var file in Files(from))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private static async Task<HealthReportEntry> CheckAsync(GatewayConsole console)
    {
        var report = await console.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Cancel);
        return report.Entries[SpoolCheck.Name];
    }

    private Task<GatewayConsole> StartAsync(string? data = null, params (string, string)[] settings) =>
        GatewayConsole.StartAsync(
            _database, data ?? _data.FullName, [(SpoolOptions.MinFreeSetting, "0"), .. settings]);

    private SpanRecord Record() => Some.Record() with { SpanId = new SpanId(++_lastId), TraceId = new TraceId(_lastId) };

    private void Offer(GatewayConsole console, int records)
    {
        for (var i = 0; i < records; i++)
        {
            console.Sink.Offer(Record());
        }
    }

    private async Task<(long Calls, long Counted)> CountAsync() => (
        await _database.ReadAsync<long>("SELECT count(*) FROM calls"),
        await _database.ReadAsync<long>("""
            SELECT ((SELECT coalesce(sum(calls), 0) FROM rollup_delta)
              + (SELECT coalesce(sum(calls), 0) FROM rollup_minute))::bigint
            """));
}

using Dashboard.Telemetry.Partitions;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Dashboard.Telemetry.Tests.Partitions;

public sealed class PartitionKeeperTests : IAsyncLifetime
{
    private TelemetryStore _store = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _store = await TelemetryStore.CreateAsync();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Today_and_three_days_ahead_are_ready_before_the_first_call()
    {
        await RunAsync();

        var names = await _store.Database.ReadAsync<string[]>(
            "SELECT array_agg(partition_name ORDER BY from_at) FROM telemetry_partitions WHERE table_name = 'calls'");
        Assert.Equal(["calls_2026_11_22", "calls_2026_11_23", "calls_2026_11_24", "calls_2026_11_25"], names!);
    }

    [Fact]
    public async Task Payloads_go_first_and_the_sums_stay()
    {
        await _store.WriteAsync(Some.Call(costNano: 5, inputText: "hello"));
        await _store.Compactor.RunAsync(Ct);

        _store.Time.Advance(TimeSpan.FromDays(32));
        await RunAsync();
        Assert.Equal(0L, await _store.Database.ReadAsync<long>("SELECT count(*) FROM payloads"));
        Assert.Equal(1L, await _store.Database.ReadAsync<long>("SELECT count(*) FROM calls"));

        _store.Time.Advance(TimeSpan.FromDays(60));
        await RunAsync();
        Assert.Equal(0L, await _store.Database.ReadAsync<long>("SELECT count(*) FROM calls"));
        Assert.Equal(5, (await _store.TotalAsync())!.Cost!.Value.Value);
    }

    [Fact]
    public async Task Nothing_is_dropped_under_a_backup_and_nothing_waits_for_it()
    {
        await _store.WriteAsync(Some.Call());
        _store.Time.Advance(TimeSpan.FromDays(92));
        await using (var backup = await _store.Database.Source.OpenConnectionAsync(Ct))
        {
            await using var hold = new Npgsql.NpgsqlCommand(
                "SELECT pg_advisory_lock_shared(x'6c6c6d62616b'::bigint)", backup);
            await hold.ExecuteNonQueryAsync(Ct);
            await RunAsync();
            Assert.Equal(1L, await _store.Database.ReadAsync<long>("SELECT count(*) FROM calls"));
            await using var release = new Npgsql.NpgsqlCommand("SELECT pg_advisory_unlock_all()", backup);
            await release.ExecuteNonQueryAsync(Ct);
        }

        await RunAsync();
        Assert.Equal(0L, await _store.Database.ReadAsync<long>("SELECT count(*) FROM calls"));
    }

    [Fact]
    public async Task Of_two_who_drop_at_once_the_second_waits_and_finds_the_work_done()
    {
        await _store.WriteAsync(Some.Call());
        _store.Time.Advance(TimeSpan.FromDays(92));
        await using var other = await _store.Database.Source.OpenConnectionAsync(Ct);
        await using var transaction = await other.BeginTransactionAsync(Ct);
        await using var hold = new Npgsql.NpgsqlCommand(
            "SELECT pg_advisory_xact_lock(x'6c6c6d706172'::bigint), pg_advisory_xact_lock(x'6c6c6d62616b'::bigint)", other);
        await hold.ExecuteNonQueryAsync(Ct);
        var second = RunAsync();
        while (await _store.Database.ReadAsync<long>(
            """
            SELECT count(*) FROM pg_locks JOIN pg_database d ON d.oid = database
            WHERE NOT granted AND datname = current_database()
            """) == 0)
        {
            Assert.False(second.IsCompleted, "It took the other one for a backup and dropped nothing.");
            await Task.Yield();
        }

        await transaction.CommitAsync(Ct);
        await second;
        Assert.Equal(0L, await _store.Database.ReadAsync<long>("SELECT count(*) FROM calls"));
    }

    [Fact]
    public async Task Minutes_that_were_dropped_are_read_from_the_calls_and_then_said_to_be_gone()
    {
        await _store.WriteAsync(Some.Call(at: Some.Noon.AddMinutes(3)));
        await _store.Compactor.RunAsync(Ct);
        _store.Time.Advance(TimeSpan.FromDays(9));
        await RunAsync();
        Assert.Equal(0L, await _store.Database.ReadAsync<long>("SELECT count(*) FROM rollup_minute"));

        var minutes = await _store.ReadAsync(Telemetry.Reading.MetricsStep.Minute);
        Assert.Equal(Some.Noon.AddMinutes(3), minutes.Series.Single().Points.Single().Start);

        _store.Time.Advance(TimeSpan.FromDays(90));
        await RunAsync();
        await Assert.ThrowsAsync<Telemetry.Reading.MetricsGoneException>(
            () => _store.ReadAsync(Telemetry.Reading.MetricsStep.Minute));
    }

    [Fact]
    public async Task A_backfill_is_kept_from_its_arrival()
    {
        await _store.WriteAsync(Some.Call(at: new DateTimeOffset(2023, 11, 16, 0, 0, 0, TimeSpan.Zero)));

        _store.Time.Advance(TimeSpan.FromDays(80));
        await RunAsync();
        Assert.Equal(1L, await _store.Database.ReadAsync<long>("SELECT count(*) FROM calls"));

        _store.Time.Advance(TimeSpan.FromDays(11));
        await RunAsync();
        Assert.Equal(0L, await _store.Database.ReadAsync<long>("SELECT count(*) FROM calls"));
    }

    [Fact]
    public async Task A_call_that_arrives_after_its_partition_was_dropped_finds_a_new_one()
    {
        await _store.WriteAsync(Some.Call());
        _store.Time.Advance(TimeSpan.FromDays(120));
        await RunAsync();

        // The writer still remembers the dropped partition: the first try is refused, as a client would be.
        await _store.Writer.WriteAsync([Some.Call()], Ct);
        await _store.WriteAsync(Some.Call());

        Assert.True((await _store.TotalAsync())!.Calls >= 2);
    }

    private async Task RunAsync()
    {
        using var keeper = new PartitionKeeper(_store.Partitions, _store.Time, NullLogger<PartitionKeeper>.Instance);
        await keeper.RunOnceAsync(Ct);
    }
}

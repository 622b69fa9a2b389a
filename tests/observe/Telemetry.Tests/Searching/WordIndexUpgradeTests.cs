using Dashboard.Events;
using Dashboard.Postgres;
using Dashboard.Telemetry.Reading;
using Npgsql;
using Xunit;

namespace Dashboard.Telemetry.Tests.Searching;

/// <summary>A closed day whose payloads an earlier version indexed by <c>call_words</c>.</summary>
public sealed class WordIndexUpgradeTests : IAsyncLifetime
{
    private const string Partition = "payloads_2026_11_20";

    private static readonly DateTimeOffset Closed = Some.Noon.AddDays(-2);

    private TelemetryStore _store = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _store = await TelemetryStore.CreateAsync();
        await _store.WriteAsync(
            Some.Call(at: Closed, inputText: "late refund 请退款"), Some.Call(at: Some.Noon, inputText: "a refund, 我要退款。"));
        await _store.Indexes.BuildAsync(Ct);
        await _store.Database.ExecuteAsync($"DROP INDEX {Partition}_words_2");
        await _store.Database.ExecuteAsync(
            $"CREATE INDEX {Partition}_words ON {Partition} USING gin (call_words(input, output))");
        await _store.Database.ExecuteAsync(
            "DELETE FROM partition_indexes WHERE partition_name = $1", Partition);
        await _store.Database.ExecuteAsync(
            """
            INSERT INTO partition_indexes (partition_name, created_at, built_at)
            SELECT partition_name, created_at, created_at FROM telemetry_partitions WHERE partition_name = $1
            """,
            Partition);
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task The_former_index_serves_with_its_answers_until_the_new_one_is_built()
    {
        Assert.Equal((2, "rows,index"), await FindAsync("refund"));
        Assert.Equal((2, "rows,index"), await FindAsync("\"refund\" ref*"));
        // It knows what stands between spaces alone.
        Assert.Equal((1, "rows,index"), await FindAsync("请退款"));
        Assert.Equal((1, "rows,index"), await FindAsync("退款"));

        Assert.Equal([Partition], await _store.Indexes.BuildAsync(Ct));

        Assert.Equal((2, "rows,index"), await FindAsync("refund"));
        Assert.Equal((2, "rows,index"), await FindAsync("退款"));
        Assert.Equal($"{Partition}_words_2", await IndexesAsync());
        Assert.Empty(await _store.Indexes.BuildAsync(Ct));
    }

    [Fact]
    public async Task An_index_that_a_stopped_console_left_half_built_is_made_again()
    {
        await _store.Database.ExecuteAsync($"CREATE INDEX {Partition}_words_2 ON {Partition} (input)");
        await _store.Database.ExecuteAsync(
            $"UPDATE pg_index SET indisvalid = false WHERE indexrelid = '{Partition}_words_2'::regclass");
        await _store.Indexes.BuildAsync(Ct);
        Assert.Contains("call_words_2", await _store.Database.ReadAsync<string>(
            $"SELECT pg_get_indexdef(indexrelid) FROM pg_index WHERE indexrelid = '{Partition}_words_2'::regclass AND indisvalid"),
            StringComparison.Ordinal);
        Assert.Equal((2, "rows,index"), await FindAsync("退款"));
    }

    [Fact]
    public async Task A_former_index_that_was_not_dropped_in_time_is_dropped_later()
    {
        await _store.Database.ExecuteAsync($"CREATE INDEX {Partition}_words_2 ON {Partition} USING gin (call_words_2(input, output))");
        await _store.Database.ExecuteAsync("UPDATE partition_indexes SET words = 2");
        Assert.Empty(await _store.Indexes.BuildAsync(Ct));
        Assert.Equal($"{Partition}_words_2", await IndexesAsync());
    }

    [Fact]
    public async Task While_one_console_builds_the_others_leave_it_alone()
    {
        await using var other = await _store.Db.Source.OpenConnectionAsync(Ct);
        await using var take = new NpgsqlCommand("SELECT pg_advisory_lock($1)", other)
        {
            Parameters = { new() { Value = 0x6c6c6d_696478L } },
        };
        await take.ExecuteNonQueryAsync(Ct);
        Assert.Empty(await _store.Indexes.BuildAsync(Ct));
        Assert.Equal($"{Partition}_words", await IndexesAsync());
        await SessionLock.ReleaseAsync(other, 0x6c6c6d_696478L);
        Assert.Equal([Partition], await _store.Indexes.BuildAsync(Ct));
    }

    private async Task<(int, string?)> FindAsync(string text)
    {
        var page = await _store.Calls.ListAsync(new CallFilter { Project = ProjectId.First, Text = text }, Ct);
        return (page.Items.Count, page.Reach.Method);
    }

    private Task<string?> IndexesAsync() => _store.Database.ReadAsync<string>(
        "SELECT string_agg(indexname, ' ' ORDER BY indexname) FROM pg_indexes WHERE indexname LIKE $1", Partition + "\\_words%");
}

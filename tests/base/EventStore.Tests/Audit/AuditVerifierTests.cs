using Dashboard.Postgres;
using Dashboard.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Dashboard.EventStore.Tests;

public sealed class AuditVerifierTests(StoreDatabase database) : IClassFixture<StoreDatabase>, IAsyncLifetime
{
    private readonly TestDatabase _db = database.Db;
    private TestEventStore _store = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await database.EmptyAsync();
        _store = Some.Store(_db);
    }

    public ValueTask DisposeAsync()
    {
        _store.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task An_empty_store_is_in_order() =>
        Assert.Equal(new AuditReport(true, 0, null, null, 0), await _store.Store.VerifyAsync(Ct));

    [Fact]
    public async Task Untouched_events_are_in_order_in_every_time_zone()
    {
        await FillAsync();
        var report = await _store.Store.VerifyAsync(Ct);
        Assert.True(report.Ok, report.FirstBad?.Reason);
        Assert.Equal((6, 0), (report.Events, report.Unchained));
        Assert.Equal(await _db.ReadAsync<string>("SELECT headers ->> 'hash' FROM mt_events WHERE seq_id = 6"), report.HeadHash);

        await _db.ExecuteAsync($"ALTER DATABASE {_db.Name} SET timezone = 'Asia/Kathmandu'");
        await _db.ExecuteAsync($"ALTER DATABASE {_db.Name} SET datestyle = 'German'");
        _db.Source.Clear();
        Assert.Equal("Asia/Kathmandu", await _db.ReadAsync<string>("SELECT current_setting('timezone')"));
        Assert.True((await _store.Store.VerifyAsync(Ct)).Ok);
    }

    [Theory]
    [InlineData("""data = '{"Weight": 99}'""")]
    [InlineData("""headers = jsonb_set(headers, '{actor}', '"person:eve"')""")]
    [InlineData("""headers = jsonb_set(headers, '{reason}', '"no reason"')""")]
    [InlineData("headers = headers - 'reason'")]
    [InlineData("""headers = headers || '{"approved": true}'""")]
    [InlineData("headers = jsonb_set(headers, '{hash}', to_jsonb(repeat('0', 64)))")]
    [InlineData("headers = headers - 'chain'")]
    [InlineData("headers = headers - 'hash'")]
    [InlineData("timestamp = timestamp - interval '1 microsecond'")]
    [InlineData("type = 'route_created'")]
    [InlineData("mt_dotnet_type = 'Other.Type, Other'")]
    [InlineData("correlation_id = 'request-2'")]
    [InlineData("causation_id = 'x'")]
    [InlineData("bdata = 'x'")]
    [InlineData("id = gen_random_uuid()")]
    [InlineData("version = 77")]
    [InlineData("stream_id = 'route:c'")]
    [InlineData("tenant_id = 'other'")]
    public async Task Any_change_of_a_row_is_found_at_its_place(string change)
    {
        await FillAsync();
        await _db.ExecuteAsync($"UPDATE mt_events SET {change} WHERE seq_id = 3");
        await AssertBrokenAsync(3);
    }

    [Fact]
    public async Task A_row_without_its_hash_and_number_is_found_at_its_place()
    {
        await FillAsync();
        await _db.ExecuteAsync("UPDATE mt_events SET headers = headers - 'hash' - 'chain' WHERE seq_id = 3");
        Assert.Contains("without its hash", await AssertBrokenAsync(3), StringComparison.Ordinal);
        Assert.Equal(1, (await _store.Store.VerifyAsync(Ct)).Unchained);
    }

    [Theory]
    [InlineData("seq_id = 3", 3)]
    [InlineData("seq_id = 1", 1)]
    [InlineData("seq_id IN (3, 4)", 3)]
    [InlineData("seq_id = 6", 6)]
    [InlineData("seq_id > 4", 5)]
    [InlineData("TRUE", 1)]
    public async Task A_deleted_event_is_found_at_its_place_also_at_the_end(string which, long missing)
    {
        await FillAsync();
        await _db.ExecuteAsync($"DELETE FROM mt_events WHERE {which}");
        Assert.Contains($"Event {missing} of the chain is missing", await AssertBrokenAsync(missing), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cut_end_is_found_although_the_record_of_the_end_was_set_back()
    {
        await FillAsync();
        await _db.ExecuteAsync("DELETE FROM mt_events WHERE seq_id = 6");
        await _db.ExecuteAsync("""
            UPDATE audit_head SET events = 5, position = 5, hash = (SELECT headers ->> 'hash' FROM mt_events WHERE seq_id = 5)
            """);
        Assert.Contains("record of the chain's end", await AssertBrokenAsync(5), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_removed_record_of_the_end_is_found()
    {
        await FillAsync();
        await _db.ExecuteAsync("DELETE FROM audit_head");
        await AssertBrokenAsync(6);
    }

    [Fact]
    public async Task Exchanged_events_are_found_at_the_first_of_them()
    {
        await FillAsync();
        await _db.ExecuteAsync("UPDATE mt_events SET seq_id = 100 WHERE seq_id = 3");
        await _db.ExecuteAsync("UPDATE mt_events SET seq_id = 3 WHERE seq_id = 4");
        await _db.ExecuteAsync("UPDATE mt_events SET seq_id = 4 WHERE seq_id = 100");
        Assert.Contains("number 4 of the chain, in the place of number 3", await AssertBrokenAsync(3), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_of_a_Marten_application_are_counted_as_unchained_and_do_not_break_the_chain()
    {
        await FillAsync();
        await _db.ExecuteAsync("""
            INSERT INTO mt_events (seq_id, id, stream_id, version, data, type, headers)
            VALUES (nextval('mt_events_sequence'), gen_random_uuid(), 'route:a', 50, '{}', 'noted', '{"user": "x"}')
            """);
        await _store.WeightAsync("route:a", 7, Ct);
        var report = await _store.Store.VerifyAsync(Ct);
        Assert.True(report.Ok, report.FirstBad?.Reason);
        Assert.Equal((8, 1), (report.Events, report.Unchained));
    }

    [Fact]
    public async Task Archiving_a_stream_breaks_nothing()
    {
        await FillAsync();
        await _db.ExecuteAsync("UPDATE mt_events SET is_archived = TRUE WHERE stream_id = 'route:a'");
        Assert.True((await _store.Store.VerifyAsync(Ct)).Ok);
    }

    [Fact]
    public async Task With_another_key_nothing_verifies_and_nothing_is_appended()
    {
        await FillAsync();
        var db = new DecisionsDb(_db.Source);
        using var marten = new DecisionStore(db, [Some.Types()], [], TimeProvider.System);
        var projections = new Projections(db, marten, [], NullLogger<Projections>.Instance);
        var stranger = new EventStore(db, marten, projections, AuditKey.FromText("another"));

        Assert.Contains("audit.key", (await stranger.VerifyAsync(Ct)).FirstBad?.Reason, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => stranger.AppendAsync("route:a", "Route", null, [new WeightChanged(1)], Some.Ann, Ct));
        Assert.True((await _store.Store.VerifyAsync(Ct)).Ok);
    }

    [Fact]
    public void The_key_is_made_once_and_readable_by_its_owner_alone()
    {
        var folder = Directory.CreateTempSubdirectory("dashboard-test-key-");
        try
        {
            var first = AuditKey.ReadOrCreate(folder.FullName);
            Assert.Equal(first.Id, AuditKey.ReadOrCreate(folder.FullName).Id);
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite,
                File.GetUnixFileMode(Path.Combine(folder.FullName, "audit.key")));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task FillAsync()
    {
        await _store.Store.AppendAsync("route:a", "Route", 0, [Some.Created("äöü <b>"), new WeightChanged(1)], Some.Ann, Ct);
        await _store.Store.AppendAsync("route:b", "Route", 0, [new WeightChanged(2)], new EventContext("policy", "r"), Ct);
        await _store.WeightAsync("route:a", 3, Ct);
        await _store.WeightAsync("route:b", 4, Ct);
        await _store.WeightAsync("route:a", 5, Ct);
        // Lets a test move and double rows.
        await _db.ExecuteAsync("ALTER TABLE mt_events DROP CONSTRAINT IF EXISTS fkey_mt_events_stream_id");
        await _db.ExecuteAsync("DROP INDEX IF EXISTS pk_mt_events_stream_and_version");
    }

    private async Task<string> AssertBrokenAsync(long position)
    {
        var report = await _store.Store.VerifyAsync(Ct);
        Assert.False(report.Ok);
        Assert.Equal(position, report.FirstBad?.Position);
        return report.FirstBad!.Reason;
    }
}

using Dashboard.Postgres;
using Dashboard.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Dashboard.EventStore.Tests;

/// <summary>The newest sealed end of the chain is remembered outside of the database.</summary>
public sealed class HeadMemoryTests(StoreDatabase database) : IClassFixture<StoreDatabase>, IAsyncLifetime
{
    private const string SetBack = "DELETE FROM audit_head; INSERT INTO audit_head SELECT * FROM kept_head";
    private const string Emptied = "TRUNCATE mt_events, mt_streams, audit_head";

    private const string Stripped = """
        UPDATE mt_events SET headers = headers - 'hash' - 'chain';
        DELETE FROM audit_head
        """;

    private readonly TestDatabase _db = database.Db;
    private readonly string _folder = Directory.CreateTempSubdirectory("dashboard-test-head-").FullName;
    private readonly List<DecisionStore> _stores = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string HeadFile => Path.Combine(_folder, "audit.head");

    private string MarkFile => Path.Combine(_folder, "audit.sealed");

    public async ValueTask InitializeAsync()
    {
        await database.EmptyAsync();
        await _db.ExecuteAsync("DROP TABLE IF EXISTS kept_events, kept_streams, kept_head");
    }

    public ValueTask DisposeAsync()
    {
        _stores.ForEach(store => store.Dispose());
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task The_newest_end_lies_beside_the_key_and_is_for_its_owner_alone()
    {
        await FillAsync(Store());

        Assert.Contains("\"Events\":4", await File.ReadAllTextAsync(HeadFile, Ct), StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(HeadFile));
    }

    [Theory]
    [InlineData(Emptied, "The store is empty")]
    [InlineData(Emptied + "; ALTER SEQUENCE mt_events_sequence RESTART", "The store is empty")]
    [InlineData(Stripped, "only events without a seal")]
    [InlineData("DELETE FROM mt_events WHERE seq_id > 4; " + SetBack, "The store ends with sealed event 4")]
    public async Task A_store_that_lost_what_was_seen_does_not_verify_in_this_process_and_the_next(string loss, string reason)
    {
        var store = Store();
        await FillAsync(store);
        await KeepAsync();
        await AppendAsync(store, 5);
        await _db.ExecuteAsync(loss);

        await AssertLostAsync(store, reason);
        await AssertLostAsync(Store(), reason);
        File.Delete(HeadFile);
        await AssertLostAsync(store, reason);
    }

    [Fact]
    public async Task An_older_copy_does_not_verify_however_much_is_appended_to_it()
    {
        var store = Store();
        await FillAsync(store);
        await KeepAsync();
        await AppendAsync(store, 5);
        await AppendAsync(store, 6);

        await PutBackAsync();
        foreach (var weight in new[] { 7, 8, 9, 10 })
        {
            await AppendAsync(store, weight);
            Assert.False((await store.VerifyAsync(Ct)).Ok);
            Assert.False((await Store().VerifyAsync(Ct)).Ok);
        }

        var bad = (await store.VerifyAsync(Ct)).FirstBad!;
        Assert.Equal(("route:a", true), (bad.Stream, bad.Reason.Contains("Sealed event 6 is another one", StringComparison.Ordinal)));
        Assert.Contains("\"Events\":6", await File.ReadAllTextAsync(HeadFile, Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_accepted_copy_verifies_in_every_process_and_says_what_was_moved()
    {
        var (store, other) = (Store(), Store());
        await FillAsync(store);
        await other.FollowHeadAsync(Ct);
        await KeepAsync();
        await AppendAsync(store, 5);
        await other.FollowHeadAsync(Ct);
        await PutBackAsync();
        await other.FollowHeadAsync(Ct);
        Assert.NotNull(other.HeadFault);

        var move = await Store().MoveHeadAsync(move => new WeightChanged((int)move.Events), Some.Ann, Ct);

        Assert.Equal((5, 4), (move.FormerEvents, move.Events));
        await other.FollowHeadAsync(Ct);
        Assert.Null(other.HeadFault);
        foreach (var process in new[] { other, Store() })
        {
            var report = await process.VerifyAsync(Ct);
            Assert.True(report.Ok, report.FirstBad?.Reason);
            Assert.Equal(5, report.Events);
        }
    }

    [Fact]
    public async Task An_acceptance_that_was_put_back_accepts_nothing_newer()
    {
        var store = Store();
        await FillAsync(store);
        await store.MoveHeadAsync(move => new WeightChanged((int)move.Events), Some.Ann, Ct);
        await KeepAsync();
        await AppendAsync(store, 5);
        await AppendAsync(store, 6);

        await PutBackAsync();
        await store.FollowHeadAsync(Ct);

        Assert.NotNull(store.HeadFault);
        Assert.False((await store.VerifyAsync(Ct)).Ok);
        Assert.False((await Store().VerifyAsync(Ct)).Ok);
    }

    [Theory]
    [InlineData("\"Events\":4", "\"Events\":3", "differs from what was written")]
    [InlineData("\"Events\":4", "\"Events\":\"x", "differs from what was written")]
    [InlineData("\"KeyId\":\"", "\"KeyId\":\"x", "signed with another key")]
    public async Task A_file_that_somebody_changed_is_said_and_not_overwritten(string from, string to, string reason)
    {
        await FillAsync(Store());
        var text = await File.ReadAllTextAsync(HeadFile, Ct);
        await File.WriteAllTextAsync(HeadFile, text.Replace(from, to, StringComparison.Ordinal), Ct);

        var store = Store();
        await AppendAsync(store, 5);
        await AssertLostAsync(store, reason);
        await AssertLostAsync(Store(), reason);

        await store.MoveHeadAsync(move => new WeightChanged((int)move.Events), Some.Ann, Ct);
        Assert.True((await store.VerifyAsync(Ct)).Ok);
        Assert.True((await Store().VerifyAsync(Ct)).Ok);
    }

    [Fact]
    public async Task What_another_console_appended_is_followed_also_without_a_file_of_ones_own()
    {
        var (store, other) = (Store(), Store());
        await FillAsync(other);
        await store.FollowHeadAsync(Ct);
        await AppendAsync(other, 5);
        await AppendAsync(store, 6);
        await KeepAsync();
        await AppendAsync(other, 7);
        await store.FollowHeadAsync(Ct);

        await PutBackAsync();
        await AssertLostAsync(store, "The store ends with sealed event 6");
    }

    [Fact]
    public async Task Appends_at_the_same_time_leave_the_last_one_remembered()
    {
        var store = Store();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => AppendAsync(store, i)));
        await store.FollowHeadAsync(Ct);

        Assert.Contains("\"Events\":20", await File.ReadAllTextAsync(HeadFile, Ct), StringComparison.Ordinal);
        Assert.True((await store.VerifyAsync(Ct)).Ok);
    }

    [Fact]
    public async Task A_store_older_than_this_memory_is_taken_as_it_is_found()
    {
        await FillAsync(Store());
        File.Delete(HeadFile);
        File.Delete(MarkFile);

        var store = Store();
        await store.FollowHeadAsync(Ct);

        Assert.Contains("\"Events\":4", await File.ReadAllTextAsync(HeadFile, Ct), StringComparison.Ordinal);
        Assert.True((await store.VerifyAsync(Ct)).Ok);
    }

    [Fact]
    public async Task A_head_that_is_gone_at_the_start_is_said_until_somebody_accepts_what_is_there()
    {
        await FillAsync(Store());
        await KeepAsync();
        await AppendAsync(Store(), 5);
        File.Delete(HeadFile);
        await PutBackAsync();

        var (store, other) = (Store(), Store());
        await store.FollowHeadAsync(Ct);
        Assert.Contains("'audit.head', the record of the newest sealed event, was kept since", store.HeadFault, StringComparison.Ordinal);
        await AssertLostAsync(store, "is missing from the data folder");
        await AppendAsync(store, 6);
        await AssertLostAsync(Store(), "is missing from the data folder");
        Assert.False(File.Exists(HeadFile));

        await Store().MoveHeadAsync(move => new WeightChanged((int)move.Events), Some.Ann, Ct);

        await other.FollowHeadAsync(Ct);
        foreach (var process in new[] { store, other, Store() })
        {
            var report = await process.VerifyAsync(Ct);
            Assert.True(report.Ok, report.FirstBad?.Reason);
            Assert.Null(process.HeadFault);
        }
    }

    [Fact]
    public async Task A_head_that_is_gone_is_no_less_missing_where_its_mark_was_changed()
    {
        await FillAsync(Store());
        File.Delete(HeadFile);
        await File.WriteAllTextAsync(MarkFile, "nonsense", Ct);

        await AssertLostAsync(Store(), "is missing from the data folder");
    }

    [Fact]
    public async Task A_folder_with_the_key_alone_begins_without_an_alarm()
    {
        await FillAsync(Store());
        var folder = Directory.CreateTempSubdirectory("dashboard-test-head-").FullName;
        File.Copy(Path.Combine(_folder, AuditKey.FileName), Path.Combine(folder, AuditKey.FileName));
        try
        {
            var store = Store(folder);
            await store.FollowHeadAsync(Ct);

            Assert.True((await store.VerifyAsync(Ct)).Ok);
            Assert.Contains(
                "\"Events\":4", await File.ReadAllTextAsync(Path.Combine(folder, "audit.head"), Ct), StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private EventStore Store(string? folder = null)
    {
        var db = new DecisionsDb(_db.Source);
        var marten = new DecisionStore(db, [Some.Types()], [], TimeProvider.System);
        var projections = new Projections(db, marten, [], NullLogger<Projections>.Instance);
        _stores.Add(marten);
        return new EventStore(db, marten, projections, AuditKey.ReadOrCreate(folder ?? _folder));
    }

    private static async Task FillAsync(EventStore store)
    {
        foreach (var weight in new[] { 1, 2, 3, 4 })
        {
            await AppendAsync(store, weight);
        }
    }

    private static Task<AppendResult> AppendAsync(EventStore store, int weight) =>
        store.AppendAsync("route:a", "Route", null, [new WeightChanged(weight)], Some.Ann, Ct);

    /// <summary>A copy such as a dump makes.</summary>
    private Task<int> KeepAsync() => _db.ExecuteAsync("""
        CREATE TABLE kept_events AS SELECT * FROM mt_events;
        CREATE TABLE kept_streams AS SELECT * FROM mt_streams;
        CREATE TABLE kept_head AS SELECT * FROM audit_head
        """);

    private Task<int> PutBackAsync() => _db.ExecuteAsync("""
        TRUNCATE mt_events, mt_streams, audit_head;
        INSERT INTO mt_streams SELECT * FROM kept_streams;
        INSERT INTO mt_events SELECT * FROM kept_events;
        INSERT INTO audit_head SELECT * FROM kept_head;
        SELECT setval('mt_events_sequence', (SELECT max(seq_id) FROM mt_events))
        """);

    private static async Task AssertLostAsync(EventStore store, string reason)
    {
        var report = await store.VerifyAsync(Ct);
        Assert.False(report.Ok);
        Assert.Contains(reason, report.FirstBad?.Reason, StringComparison.Ordinal);
    }
}

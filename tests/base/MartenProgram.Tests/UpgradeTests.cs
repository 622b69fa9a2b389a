using Dashboard.EventStore;
using Dashboard.Testing;
using Xunit;

namespace Dashboard.MartenProgram.Tests;

public sealed class UpgradeTests
{
    private const string Rows =
        "SELECT string_agg(concat_ws(' ', seq_id, id, stream_id, version, data, type, timestamp, headers), ',' ORDER BY seq_id) FROM mt_events";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Origin.Fresh)]
    [InlineData(Origin.Landed)]
    [InlineData(Origin.ForeignOpened)]
    public async Task After_a_start_the_tables_are_as_Marten_wants_them_and_the_rows_as_they_were(Origin origin)
    {
        await using var db = await Database.CreateAsync(origin);
        var before = await db.ReadAsync<string>(Rows);

        await Database.StartConsoleAsync(db);

        await using var program = ForeignProgram.Open(db.ConnectionString);
        await program.Storage.Database.AssertDatabaseMatchesConfigurationAsync(Ct);
        Assert.Equal(before, await db.ReadAsync<string>(Rows));
        await using var session = program.LightweightSession();
        var stream = await session.Events.FetchForWriting<RouteView>(Database.Stream, Ct);
        Assert.Equal((2L, 2), (stream.CurrentVersion, stream.Aggregate!.Revision));
    }

    [Fact]
    public async Task A_daemon_of_another_program_goes_on_where_it_was()
    {
        await using var db = await Database.CreateAsync(Origin.ForeignOpened);

        await Database.StartConsoleAsync(db);

        Assert.Equal("HighWaterMark 2,RouteView:All 2", await db.ReadAsync<string>("""
            SELECT string_agg(concat_ws(' ', name, last_seq_id), ',' ORDER BY name) FROM mt_event_progression
            WHERE name IN ('HighWaterMark', 'RouteView:All')
            """));
        Assert.Equal(1L, await db.ReadAsync<long>("SELECT count(*) FROM mt_doc_routeview"));
    }

    [Fact]
    public async Task What_another_program_added_to_the_tables_stays()
    {
        await using var db = await Database.CreateAsync(Origin.Landed);
        await db.ExecuteAsync("ALTER TABLE mt_events ADD COLUMN user_name varchar");
        await db.ExecuteAsync("UPDATE mt_events SET user_name = 'ann'");
        await db.ExecuteAsync("CREATE INDEX of_another ON mt_events (type)");

        await Database.StartConsoleAsync(db);
        await Database.StartConsoleAsync(db);

        Assert.Equal(2L, await db.ReadAsync<long>("SELECT count(*) FROM mt_events WHERE user_name = 'ann'"));
        Assert.NotNull(await db.ReadAsync<string>("SELECT indexname::text FROM pg_indexes WHERE indexname = 'of_another'"));
    }

    [Fact]
    public async Task A_table_that_cannot_be_brought_into_its_form_keeps_the_console_from_starting_and_is_named()
    {
        await using var db = await Database.CreateAsync(Origin.Landed);
        await db.ExecuteAsync("ALTER TABLE mt_streams ALTER version TYPE varchar");

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => Database.StartConsoleAsync(db));

        Assert.Contains("mt_streams", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0L, await db.ReadAsync<long>(
            "SELECT count(*) FROM information_schema.columns WHERE column_name = 'compacted_version'"));
    }

    [Fact]
    public async Task Where_nothing_is_missing_a_start_changes_nothing()
    {
        await using var db = await TestDatabase.CreateAsync(EventStoreModule.Migrations);
        const string Catalog = "SELECT md5(string_agg(c::text, ',' ORDER BY oid)) FROM pg_class c WHERE relname LIKE 'mt\\_%'";
        const string Functions = "SELECT md5(string_agg(p::text, ',' ORDER BY oid)) FROM pg_proc p WHERE proname LIKE 'mt\\_%'";
        var before = (await db.ReadAsync<string>(Catalog), await db.ReadAsync<string>(Functions));

        await Database.StartConsoleAsync(db);

        Assert.Equal(before, (await db.ReadAsync<string>(Catalog), await db.ReadAsync<string>(Functions)));
    }
}

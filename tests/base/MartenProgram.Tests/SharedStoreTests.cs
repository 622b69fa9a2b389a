using Dashboard.EventStore;
using Dashboard.Testing;
using JasperFx.Events;
using Marten;
using Xunit;

namespace Dashboard.MartenProgram.Tests;

/// <summary>A console and a Marten application over one store.</summary>
public sealed class SharedStoreTests : IAsyncLifetime
{
    private static readonly EventContext _ann = new("person:ann", "because");

    private TestDatabase _db = null!;
    private TestEventStore _console = null!;
    private DocumentStore _program = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _db = await TestDatabase.CreateAsync(EventStoreModule.Migrations);
        await RouteCounts.CreateTableAsync(_db);
        _console = new TestEventStore(_db, [new EventTypes(typeof(Events.RouteDeployed))], [new RouteCounts()]);
        _program = ForeignProgram.Open(_db.ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        await _program.DisposeAsync();
        _console.Dispose();
        await _db.DisposeAsync();
    }

    [Fact]
    public async Task The_program_aggregates_a_route_and_appends_where_the_console_goes_on()
    {
        await DeployAsync("gus", 0);
        await DeployAsync("gus", 1);
        await using (var session = _program.LightweightSession())
        {
            var route = await session.Events.AggregateStreamAsync<RouteView>("route:1:gus", token: Ct);
            Assert.Equal((2, 2, "person:ann"), (route!.Revision, route.Events, route.LastActor));
            session.SetHeader("actor", "program:x");
            session.Events.Append("route:1:gus", 3, new RouteDeployed(1, "gus", 3));
            await session.SaveChangesAsync(Ct);
        }

        Assert.Equal(new AppendResult.Conflict(3), await TryDeployAsync("gus", 2));
        await DeployAsync("gus", 3);
        await _console.Projections.CatchUpAsync(Ct);
        Assert.Equal(4, await _db.ReadAsync<int>("SELECT n FROM route_counts WHERE route = 'gus'"));
        await using var query = _program.QuerySession();
        Assert.Equal(4, (await query.Events.AggregateStreamAsync<RouteView>("route:1:gus", token: Ct))!.Revision);
        Assert.Equal(4, (await query.Events.FetchStreamStateAsync("route:1:gus", Ct))!.Version);
        await AssertInOrderAsync(events: 4, unchained: 1);
    }

    [Fact]
    public async Task The_program_gets_the_conflict_where_the_console_was_first()
    {
        await DeployAsync("gus", 0);
        await using var session = _program.LightweightSession();
        var stream = await session.Events.FetchForWriting<RouteView>("route:1:gus", Ct);
        await DeployAsync("gus", 1);
        stream.AppendOne(new RouteDeployed(1, "gus", 2));

        await Assert.ThrowsAnyAsync<EventStreamUnexpectedMaxEventIdException>(() => session.SaveChangesAsync(Ct));

        await using var late = _program.LightweightSession();
        late.Events.Append("route:1:gus", 2, new RouteDeployed(1, "gus", 2));
        await Assert.ThrowsAnyAsync<EventStreamUnexpectedMaxEventIdException>(() => late.SaveChangesAsync(Ct));
        await AssertInOrderAsync(events: 2, unchained: 0);
    }

    [Fact]
    public async Task Eight_writers_at_once_leave_whole_streams_one_chain_and_every_event_counted_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(
            async () =>
            {
                for (var i = 0; i < 15; i++)
                {
                    await (writer % 2 == 0 ? DeployAsync($"r{writer}", i) : DeployByProgramAsync($"r{writer}", i));
                }
            },
            Ct)));
        await _console.Projections.CatchUpAsync(Ct);

        Assert.Equal(8L, await _db.ReadAsync<long>("""
            SELECT count(*) FROM (
                SELECT FROM mt_events e JOIN mt_streams s ON s.id = e.stream_id WHERE e.type = 'route_deployed'
                GROUP BY e.stream_id, s.version HAVING array_agg(e.version ORDER BY e.version) = ARRAY(SELECT generate_series(1, 15)::bigint)
                    AND s.version = 15) whole
            """));
        Assert.Equal(0L, await _db.ReadAsync<long>("SELECT count(*) FROM mt_events WHERE stream_id = 'mt_tombstone'"));
        Assert.Equal(8L, await _db.ReadAsync<long>("SELECT count(*) FROM route_counts WHERE n = 15"));
        await AssertInOrderAsync(events: 120, unchained: 60);
    }

    private async Task DeployAsync(string route, int expected) =>
        Assert.IsType<AppendResult.Appended>(await TryDeployAsync(route, expected));

    private Task<AppendResult> TryDeployAsync(string route, int expected) => _console.Store.AppendAsync(
        $"route:1:{route}",
        "Route",
        expected,
        [new Events.RouteDeployed(1, route, expected + 1, new("gus", [new("v1", 100)], "none", "salt", null))],
        _ann,
        Ct);

    private async Task DeployByProgramAsync(string route, int expected)
    {
        await using var session = _program.LightweightSession();
        session.Events.Append($"route:1:{route}", expected + 1, new RouteDeployed(1, route, expected + 1));
        await session.SaveChangesAsync(Ct);
    }

    private async Task AssertInOrderAsync(long events, long unchained)
    {
        var report = await _console.Store.VerifyAsync(Ct);
        Assert.True(report.Ok, report.FirstBad?.Reason);
        Assert.Equal((events, unchained), (report.Events, report.Unchained));
        Assert.Empty(await _console.Projections.VerifyAsync(Ct));
    }
}

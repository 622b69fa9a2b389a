using System.Security.Claims;
using Dashboard.Events;
using Dashboard.Postgres;
using Dashboard.Telemetry.Erasure;
using Dashboard.Telemetry.Trail;
using Dashboard.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Xunit;

namespace Dashboard.Telemetry.Tests.Trail;

public sealed class AccessTrailTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.Zero));
    private TestDatabase _db = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private AccessTrailTable Table => new(new TelemetryDb(_db.Source));

    public async ValueTask InitializeAsync() => _db = await TestDatabase.CreateAsync(AccessTrailModule.Migrations);

    public ValueTask DisposeAsync() => _db.DisposeAsync();

    [Fact]
    public async Task What_was_noted_is_written_when_the_console_stops_and_is_found_again()
    {
        var trail = new AccessTrail(_clock);
        using var writer = Writer(trail, Table);
        await writer.StartAsync(Ct);
        trail.Note(Person("ann"), AccessKind.TraceOpened, "0af7651916cd43dd8448eb211c80319c");
        trail.Note(Person("bob"), AccessKind.TextSearched, "q=Ärger&route=gus");
        await writer.StopAsync(Ct);

        var all = await Table.FindAsync(new AccessSearch(), 10, Ct);
        Assert.Equal(
            [("person:bob", AccessKind.TextSearched), ("person:ann", AccessKind.TraceOpened)],
            all.Select(note => (note.Actor, note.Kind)));
        Assert.Equal("person:bob", Assert.Single(await Table.FindAsync(new() { Text = "ärger" }, 10, Ct)).Actor);
        Assert.Equal("person:ann", Assert.Single(await Table.FindAsync(new() { Actor = "person:ann" }, 10, Ct)).Actor);
        Assert.Equal("person:ann", Assert.Single(await Table.FindAsync(new() { Before = all[0].Id }, 10, Ct)).Actor);
        Assert.Empty(await Table.FindAsync(new() { To = _clock.GetUtcNow() }, 10, Ct));
        Assert.Empty(await Table.FindAsync(new() { Project = new ProjectId(2) }, 10, Ct));
    }

    [Fact]
    public async Task A_page_that_reads_again_is_one_reading_and_every_export_is_one()
    {
        var trail = new AccessTrail(_clock);
        for (var i = 0; i < 3; i++)
        {
            trail.Note(Person("ann"), AccessKind.TraceOpened, "t1");
            trail.Note(Person("ann"), AccessKind.Exported, "calls");
        }

        _clock.Advance(TimeSpan.FromSeconds(10));
        trail.Note(Person("ann"), AccessKind.TraceOpened, "t1");
        trail.Close();

        var kinds = new List<AccessKind>();
        await foreach (var note in trail.Waiting.ReadAllAsync(Ct))
        {
            kinds.Add(note.Kind);
        }

        Assert.Equal(2, kinds.Count(kind => kind == AccessKind.TraceOpened));
        Assert.Equal(3, kinds.Count(kind => kind == AccessKind.Exported));
    }

    [Fact]
    public void A_queue_that_is_full_holds_up_nobody_and_counts_what_it_lost()
    {
        var trail = new AccessTrail(_clock);
        for (var i = 0; i < AccessTrail.MostWaiting + 7; i++)
        {
            trail.Note(Person("ann"), AccessKind.Exported, $"calls {i}");
        }

        Assert.Equal(7, trail.TakeLost());
        Assert.Equal(0, trail.TakeLost());
    }

    [Fact]
    public async Task While_the_database_is_away_notes_wait_and_a_stop_does_not_hang()
    {
        await using var away = NpgsqlDataSource.Create("Host=/nowhere;Username=x;Database=x;Timeout=1");
        var trail = new AccessTrail(TimeProvider.System);
        using var writer = new AccessTrailWriter(
            trail, new AccessTrailTable(new TelemetryDb(away)), TimeProvider.System,
            NullLogger<AccessTrailWriter>.Instance);
        await writer.StartAsync(Ct);
        trail.Note(Person("ann"), AccessKind.TraceOpened, "t1");
        await Eventually.BecomesAsync(0, () => trail.Waiting.Count);

        using var impatient = new CancellationTokenSource();
        await impatient.CancelAsync();
        await writer.StopAsync(impatient.Token);

        await writer.ExecuteTask!.WaitAsync(Ct);
    }

    [Fact]
    public async Task Text_that_no_table_holds_becomes_one_that_it_does()
    {
        var trail = new AccessTrail(_clock);
        using var writer = Writer(trail, Table);
        await writer.StartAsync(Ct);
        trail.Note(Person("ann"), AccessKind.TextSearched, "q=\ud83d\0" + new string('x', 100_000));
        await writer.StopAsync(Ct);

        var note = Assert.Single(await Table.FindAsync(new AccessSearch(), 10, Ct));
        Assert.StartsWith("q=\ufffd\ufffdxxx", note.What, StringComparison.Ordinal);
        Assert.InRange(note.What.Length, 1000, 2001);
    }

    [Fact]
    public async Task Old_notes_go_and_a_forgotten_user_is_named_in_none()
    {
        var now = _clock.GetUtcNow();
        await Table.AddAsync(
        [
            new(0, now.AddDays(-3), new ProjectId(1), "person:ann", AccessKind.Exported, "calls"),
            new(0, now, new ProjectId(1), "person:ann", AccessKind.TextSearched, "user=u1&q=refund"),
            new(0, now, new ProjectId(1), "person:ann", AccessKind.TextSearched, "q=u1 or more"),
            new(0, now, new ProjectId(2), "person:ann", AccessKind.TextSearched, "user=u1"),
        ], Ct);

        Assert.Equal(1, await Table.DeleteAsync(now.AddDays(-2), Ct));
        await using var connection = await _db.Source.OpenConnectionAsync(Ct);
        await new AccessTrailErasure().EraseAsync(
            connection, new ErasureScope(new ProjectId(1), [], "u1", [], [], [], now), Ct);

        Assert.Equal(
            ["user=u1", "q=u1 or more", "(erased)"],
            (await Table.FindAsync(new AccessSearch(), 10, Ct)).Select(note => note.What));
    }

    private AccessTrailWriter Writer(AccessTrail trail, AccessTrailTable table) =>
        new(trail, table, _clock, NullLogger<AccessTrailWriter>.Instance);

    private static ClaimsPrincipal Person(string name) =>
        new(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, "person:" + name)], "test"));
}

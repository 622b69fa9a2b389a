using Dashboard.Testing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dashboard.EventStore.Tests.Reading;

public sealed class EventSearchTests(StoreDatabase database) : IClassFixture<StoreDatabase>, IAsyncLifetime
{
    private readonly TestDatabase _db = database.Db;
    private readonly FakeTimeProvider _clock = new(Some.Noon);
    private TestEventStore _store = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await database.EmptyAsync();
        _store = new TestEventStore(_db, [Some.Types()], time: _clock);
        await DecideAsync("route:a", Some.Created("hello"), "person:ann", "because");
        await DecideAsync("route:b", new WeightChanged(5), "person:bob", "100% sure");
        await DecideAsync("route:b", new WeightChanged(7), "person:ann", null);
    }

    public ValueTask DisposeAsync()
    {
        _store.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task The_newest_events_come_first_and_the_next_page_goes_on_behind_them()
    {
        var first = await _store.Store.FindAsync(new EventSearch(), 2, Ct);
        var rest = await _store.Store.FindAsync(new EventSearch { Before = first[^1].Position }, 2, Ct);

        Assert.Equal([("route:b", 2L), ("route:b", 1L)], first.Select(found => (found.StreamId, found.Version)));
        Assert.Equal("route:a", Assert.Single(rest).StreamId);
    }

    [Fact]
    public async Task Each_part_of_a_search_narrows_it()
    {
        Assert.Equal(2, await CountAsync(new EventSearch { Stream = "route:b" }));
        Assert.Equal(2, await CountAsync(new EventSearch { Actor = "person:ann" }));
        Assert.Equal(2, await CountAsync(new EventSearch { Type = "weight_changed" }));
        Assert.Equal(1, await CountAsync(new EventSearch { Stream = "route:b", Actor = "person:ann" }));
        Assert.Equal(2, await CountAsync(new EventSearch { From = Some.Noon.AddMinutes(1) }));
        Assert.Equal(1, await CountAsync(new EventSearch { To = Some.Noon.AddMinutes(1) }));
    }

    [Theory]
    [InlineData("HELLO", 1)]
    [InlineData("because", 1)]
    [InlineData("100%", 1)]
    [InlineData("%", 1)]
    [InlineData("bob", 1)]
    [InlineData("route:b", 2)]
    [InlineData("'; DROP TABLE mt_events; --", 0)]
    public async Task Text_is_found_wherever_it_stands_and_means_itself(string text, int count) =>
        Assert.Equal(count, await CountAsync(new EventSearch { Text = text }));

    [Fact]
    public async Task What_was_tampered_with_is_found_as_it_lies_there()
    {
        await _db.ExecuteAsync("""UPDATE mt_events SET data = '{"Weight": "forged"}' WHERE type = 'weight_changed'""");

        var found = await _store.Store.FindAsync(new EventSearch { Text = "forged" }, 1, Ct);

        Assert.Equal("forged", Assert.Single(found).Json.GetProperty("Weight").GetString());
    }

    [Fact]
    public async Task The_kinds_of_events_are_listed_once_each() =>
        Assert.Equal(["route_created", "weight_changed"], await _store.Store.TypesAsync(Ct));

    private async Task<int> CountAsync(EventSearch search) => (await _store.Store.FindAsync(search, 10, Ct)).Count;

    private async Task DecideAsync(string stream, object decision, string actor, string? reason)
    {
        await _store.Store.AppendAsync(stream, "Route", null, [decision], new EventContext(actor, reason), Ct);
        _clock.Advance(TimeSpan.FromMinutes(1));
    }
}

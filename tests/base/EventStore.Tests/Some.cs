using Dashboard.Testing;

namespace Dashboard.EventStore.Tests;

public enum Speed
{
    Slow,
    Fast,
}

public sealed record RouteCreated(string Model, Speed Speed, DateTimeOffset At, string? Note);

public sealed record WeightChanged(int Weight);

public sealed record RouteHTTPLimitSet(int PerMinute);

public sealed record NotRegistered(int Value);

internal static class Some
{
    public static readonly EventContext Ann = new("person:ann", "because", "request-1");

    public static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    public static EventTypes Types() => new(typeof(RouteCreated), typeof(WeightChanged), typeof(RouteHTTPLimitSet));

    public static RouteCreated Created(string? note = null) => new("gus", Speed.Fast, Noon, note);

    public static TestEventStore Store(TestDatabase db, params IProjection[] projections) => new(db, [Types()], projections);

    /// <summary>Appends one event each, and expects it to work.</summary>
    public static async Task<AppendResult.Appended> WeightAsync(
        this TestEventStore store, string stream, int weight, CancellationToken ct) =>
        (AppendResult.Appended)await store.Store.AppendAsync(stream, "Route", null, [new WeightChanged(weight)], Ann, ct);
}

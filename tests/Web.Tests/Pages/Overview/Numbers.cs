using Dashboard.Events;
using Dashboard.Telemetry.Live;
using Dashboard.Telemetry.Reading;
using Dashboard.Ui.Components;
using Dashboard.Web.Pages.Overview;

namespace Dashboard.Web.Tests.Pages.Overview;

/// <summary>Makes live updates by hand: who answered how many calls, how slowly and at what cost.</summary>
internal static class Numbers
{
    public static DateTimeOffset Now { get; } = new(2026, 11, 22, 14, 0, 30, TimeSpan.Zero);

    /// <summary>The start of the minute some minutes before the one being filled.</summary>
    public static DateTimeOffset MinutesAgo(int minutes) =>
        new DateTimeOffset(2026, 11, 22, 14, 0, 0, TimeSpan.Zero).AddMinutes(-minutes);

    public static MetricsPoint Point(
        DateTimeOffset start,
        long calls,
        double ms = 1000,
        decimal? dollars = 0.01m,
        long errors = 0,
        long unpriced = 0) => new()
        {
            Start = start,
            Calls = calls,
            Errors = errors,
            ClientAborts = 0,
            InputTokens = calls * 100,
            OutputTokens = calls * 10,
            CachedTokens = 0,
            CacheWriteTokens = 0,
            ReasoningTokens = 0,
            Cost = dollars is { } known ? Nanodollars.FromDollars(known) : null,
            UnpricedCalls = unpriced,
            PricedCalls = dollars is null ? 0 : calls - unpriced,
            Latency = Latency(calls, ms),
        };

    /// <summary>A call that failed before it used anything: its cost is nothing, and known.</summary>
    public static MetricsPoint Nothing(DateTimeOffset start) =>
        Point(start, 1, dollars: 0, errors: 1) with { InputTokens = 0, OutputTokens = 0, PricedCalls = 0 };

    public static LatencySummary Latency(long count, double ms) =>
        new(count, ms, ms / 2, ms, ms * 1.5, ms * 2, ms * 3, ms * 4);

    public static MetricsSeries Series(string route, string? version, params IReadOnlyList<MetricsPoint> points) =>
        Series(route, "gpt-4o-mini", version, points);

    public static MetricsSeries Series(
        string route, string? model, string? version, IReadOnlyList<MetricsPoint> points) => new(
        new Dictionary<Dimension, string?>
        {
            [Dimension.Route] = route,
            [Dimension.Model] = model,
            [Dimension.Version] = version,
        },
        points);

    public static LiveUpdate Update(bool isSnapshot, DateTimeOffset asOf, params IReadOnlyList<MetricsSeries> series) =>
        new(isSnapshot, asOf, new MetricsResult(asOf.AddHours(-1), asOf, MetricsStep.Minute, series));

    public static LiveWindow Window(params IReadOnlyList<MetricsSeries> series)
    {
        var window = new LiveWindow(TimeRange.Hour);
        window.Apply(Update(isSnapshot: true, Now, series));
        return window;
    }

    /// <summary>
    /// One point a minute, from some minutes ago to others, each a little different so that there is a spread.
    /// </summary>
    public static IReadOnlyList<MetricsPoint> Minutes(
        int from, int to, long calls = 20, double ms = 1000, decimal dollars = 0.013m, long errors = 0) =>
    [
        .. Enumerable.Range(to, from - to + 1).Reverse().Select(minute => Point(
            MinutesAgo(minute),
            calls,
            ms * (1 + (0.01 * (minute % 3))),
            dollars * (1 + (0.002m * (minute % 5))),
            errors)),
    ];

    /// <summary>v1 for half an hour, then v2, which is a third slower at the same cost.</summary>
    public static LiveWindow SlowerSinceV2() => Window(
        Series("gus", "v1", Minutes(from: 58, to: 30)),
        Series("gus", "v2", Minutes(from: 29, to: 0, ms: 1310)));
}

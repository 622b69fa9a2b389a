using System.Diagnostics.CodeAnalysis;
using Dashboard.Events;
using Dashboard.Telemetry.Live;
using Dashboard.Texts;

namespace Dashboard.Explorer.Api;

/// <summary>One live update: metrics in the shape of <c>/api/metrics</c>, split by route, model and version.</summary>
/// <param name="Kind"><c>snapshot</c> replaces everything, <c>delta</c> replaces the buckets it names.</param>
/// <param name="AsOf">When the numbers were read.</param>
/// <param name="Metrics">The window, or its changed buckets.</param>
internal sealed record LiveBody(string Kind, string AsOf, MetricsBody Metrics)
{
    public static LiveBody Of(LiveUpdate update) =>
        new(update.IsSnapshot ? "snapshot" : "delta", Rfc3339.Of(update.AsOf), MetricsBody.Of(update.Metrics));

    public static bool TryFilter(
        ProjectId project, string? range, string? route, string? environment, [NotNullWhen(true)] out LiveFilter? filter)
    {
        TimeSpan? length = range switch
        {
            null or "1h" => TimeSpan.FromHours(1),
            "24h" => TimeSpan.FromHours(24),
            "7d" => TimeSpan.FromDays(7),
            "30d" => TimeSpan.FromDays(30),
            _ => null,
        };
        filter = length is { } span ? new LiveFilter(project, span, route, environment) : null;
        return filter is not null;
    }
}

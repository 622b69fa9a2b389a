using Dashboard.Ui.Numbers;

namespace Dashboard.Web.Pages.Overview;

/// <summary>One row of the serving strip: who serves the route, how it is, and against whom it is measured.</summary>
public sealed record RouteStrip
{
    public required string Route { get; init; }

    public required Serving Serving { get; init; }

    public required RouteHealth Health { get; init; }

    public Comparison? Comparison { get; init; }

    /// <summary>The serving version's sums since it took over.</summary>
    public required CallSums Since { get; init; }

    /// <summary>What a closed row says: cost, time and errors since the serving version took over.</summary>
    public string Brief => string.Join(" · ",
    [
        Since.Cost is not null ? MoneyFormat.PerThousandCalls(Since.Cost, Since.Priced) : "unpriced",
        DurationFormat.Milliseconds(Since.MeanMs) + " mean",
        "errors " + RateFormat.Of(Since.Errors, Since.Calls),
    ]);

    /// <summary>Null when the route has no calls in the window.</summary>
    public static RouteStrip? Of(LiveWindow window, string route, SideTotals? totals)
    {
        var buckets = window.Buckets(route);
        if (Serving.Of(buckets) is not { } serving)
        {
            return null;
        }

        var since = CallSums.Of(buckets
            .Where(bucket => bucket.Start >= serving.Since)
            .SelectMany(bucket => bucket.Cells)
            .Where(cell => cell.Key.Version == serving.Version)
            .Select(cell => cell.Value));
        var comparison = Comparison.Of(buckets, serving, totals);
        var elapsed = (window.AsOf ?? serving.Since) - serving.Since;
        return new RouteStrip
        {
            Route = route,
            Serving = serving,
            Comparison = comparison,
            Since = since,
            Health = RouteHealth.Of(serving, comparison, since, elapsed),
        };
    }
}

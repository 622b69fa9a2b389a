using Dashboard.Costs.Days;
using Dashboard.Deployments.Routes;
using Dashboard.Ui.Numbers;

namespace Dashboard.Web.Pages.Overview;

/// <summary>One row of the serving strip: who serves the route, how it is, and against whom it is measured.</summary>
public sealed record RouteStrip
{
    /// <summary>So many are shown; of the others there is a count. What costs a question is asked for these alone.</summary>
    public const int MostShown = 12;

    // The mean of fewer calls says nothing about its step.
    private const long EnoughTimed = 3;

    public required string Route { get; init; }

    public required Serving Serving { get; init; }

    public required RouteHealth Health { get; init; }

    public Comparison? Comparison { get; init; }

    /// <summary>The serving version's sums since it took over.</summary>
    public required CallSums Since { get; init; }

    /// <summary>How its mean response time moves since it took over; null where there are too few steps.</summary>
    public Trend? ResponseTrend { get; init; }

    /// <summary>What was decided about the route; null where it is only seen in calls.</summary>
    public RouteStanding? Standing { get; init; }

    /// <summary>
    /// How the version did that a rollback leads to; null where there is none, where it cannot be read, and for strips that
    /// are not shown.
    /// </summary>
    public LastGood? LastGood { get; init; }

    /// <summary>What a closed row says: cost, time and errors since the serving version took over.</summary>
    public string Brief => Since.Calls == 0 ? Health.Text : string.Join(" · ",
    [
        Since.PerThousand,
        DurationFormat.Milliseconds(Since.MeanMs) + " mean",
        "errors " + RateFormat.Of(Since.Errors, Since.Calls),
    ]);

    /// <summary>Null when the route has no calls in the window and nothing was decided about it.</summary>
    public static RouteStrip? Of(
        LiveWindow window,
        string route,
        SideTotals? totals,
        RouteStanding? standing = null,
        SameHours? day = null)
    {
        var buckets = window.Buckets(route);
        var known = standing is null ? Serving.Of(buckets) : Serving.Of(standing, window);
        if (known is not { } serving)
        {
            return null;
        }

        var steps = buckets
            .Where(bucket => bucket.Start >= serving.SinceStep)
            .Select(bucket => (bucket.Start, Sums: CallSums.Of(bucket.Cells
                .Where(cell => cell.Key.Version == serving.Version)
                .Select(cell => cell.Value))))
            .ToList();
        var since = CallSums.Of(buckets
            .Where(bucket => bucket.Start >= serving.SinceStep)
            .SelectMany(bucket => bucket.Cells)
            .Where(cell => cell.Key.Version == serving.Version)
            .Select(cell => cell.Value));
        var trend = Trend.Of(
            [.. steps.Where(step => step.Sums.Timed >= EnoughTimed).Select(step => (step.Start, step.Sums.MeanMs!.Value))]);
        var comparison = Comparison.Of(buckets, serving, totals, day);
        var others = CallSums.Of(buckets
            .Where(bucket => bucket.Start >= serving.SinceStep)
            .SelectMany(bucket => bucket.Cells)
            .Where(cell => cell.Key.Version != serving.Version)
            .Select(cell => cell.Value));
        return new RouteStrip
        {
            Route = route,
            Serving = serving,
            Comparison = comparison,
            Since = since,
            ResponseTrend = trend,
            Standing = standing,
            Health = RouteHealth.Of(
                serving, comparison, since, RouteSpend.Of(window, buckets), trend, others),
        };
    }
}

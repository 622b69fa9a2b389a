using System.Globalization;
using Dashboard.Telemetry.Reading;
using Dashboard.Ui.Charts;
using Dashboard.Ui.Numbers;

namespace Dashboard.Web.Pages.Overview;

/// <summary>The live steps as the panels of one chart: cost, response time, errors.</summary>
internal static class OverviewChart
{
    /// <summary>How the length of a step is said in a unit: <c>$ per hour</c>.</summary>
    public static string StepWords(MetricsStep step) => step switch
    {
        MetricsStep.Minute => "minute",
        MetricsStep.Quarter => "15 min",
        MetricsStep.Hour => "hour",
        _ => "day",
    };

    /// <param name="step">The length of a step.</param>
    /// <param name="withQuality">Whether anybody voted or judged in the window.</param>
    public static IReadOnlyList<ChartPanel> Panels(MetricsStep step, bool withQuality) =>
        withQuality ? [.. Always(step), Quality] : Always(step);

    private static ChartPanel Quality { get; } =
        new("quality", "Quality", "% of the last 20+", ChartUnit.Share,
        [
            new ChartSeries("down", "Thumbs-down", ChartMark.Line) { Width = 2.25, EndLabel = "down" },
            new ChartSeries("votes", "Votes", ChartMark.None) { Unit = ChartUnit.Count, Quiet = true },
            new ChartSeries("flagged", "Hallucination", ChartMark.Line)
            {
                Color = "--cat-2", Dotted = true, EndLabel = "halluc.",
            },
            new ChartSeries("judged", "Judged answers", ChartMark.None) { Unit = ChartUnit.Count, Quiet = true },
        ])
        { Floor = 0.2 };

    private static ChartPanel[] Always(MetricsStep step) =>
    [
        new("cost", "Cost", $"$ per {StepWords(step)}", ChartUnit.Dollars,
        [
            new ChartSeries("cost", "Cost", ChartMark.Bar),
            new ChartSeries("calls", "Calls", ChartMark.None) { Unit = ChartUnit.Count },
            new ChartSeries("unpriced", "Unpriced calls", ChartMark.None)
            {
                Unit = ChartUnit.Count, Quiet = true, Loud = true,
            },
        ]),
        new("time", "Response time", "s, mean", ChartUnit.Milliseconds,
        [
            new ChartSeries("p99", "Response time p99", ChartMark.Line)
            {
                Width = 1.25, Dotted = true, EndLabel = "p99",
            },
            new ChartSeries("p95", "Response time p95", ChartMark.Line) { Width = 1.25, EndLabel = "p95" },
            new ChartSeries("p50", "Response time p50", ChartMark.Line) { Width = 2.25, EndLabel = "p50" },
        ])
        { Tall = true },
        new("errors", "Errors", $"per {StepWords(step)}", ChartUnit.Count,
        [
            new ChartSeries("errors", "Errors", ChartMark.Bar) { Color = "--bad" },
            new ChartSeries("aborts", "Client aborts", ChartMark.None) { Quiet = true },
        ])
        { Floor = 4 },
    ];

    /// <summary>The points of some steps, or of all when <paramref name="only"/> is null.</summary>
    public static ChartData Data(
        LiveWindow window,
        string? route,
        IReadOnlyDictionary<DateTimeOffset, LatencySummary>? mixed,
        IReadOnlyList<Change> changes,
        IReadOnlySet<DateTimeOffset>? only = null)
    {
        var all = window.Buckets(route);
        var quality = QualityLines.Of(all);

        // A trailing rate carries on: with a step change those after it.
        var first = quality.IsEmpty || only is null ? DateTimeOffset.MaxValue : only.DefaultIfEmpty(DateTimeOffset.MaxValue).Min();
        var buckets = all
            .Where(bucket => only is null || only.Contains(bucket.Start) || bucket.Start > first)
            .ToList();
        var sums = buckets.Select(bucket => bucket.Sums()).ToList();
        var times = buckets.Select(bucket => bucket.OnlyLatency ?? mixed?.GetValueOrDefault(bucket.Start)).ToList();
        return new ChartData(
            window.From,
            window.To,
            window.StepLength,
            [.. buckets.Select(bucket => bucket.Start)],
            new Dictionary<string, IReadOnlyList<double?>>
            {
                ["cost"] = [.. sums.Select(sum => (double?)sum.Cost?.Dollars)],
                ["calls"] = [.. sums.Select(sum => (double?)sum.Calls)],
                ["unpriced"] = [.. sums.Select(sum => (double?)sum.Unpriced)],
                ["p99"] = [.. times.Select(time => time?.P99Ms)],
                ["p95"] = [.. times.Select(time => time?.P95Ms)],
                ["p50"] = [.. times.Select(time => time?.P50Ms)],
                ["errors"] = [.. sums.Select(sum => (double?)sum.Errors)],
                ["aborts"] = [.. sums.Select(sum => (double?)sum.ClientAborts)],
                ["down"] = [.. buckets.Select(bucket => quality.Down[bucket.Start])],
                ["votes"] = [.. sums.Select(sum => (double?)sum.Scores.Votes)],
                ["flagged"] = [.. buckets.Select(bucket => quality.Flagged[bucket.Start])],
                ["judged"] = [.. sums.Select(sum => (double?)sum.Scores.Evaluated)],
            },
            route is null ? [] : [.. changes.Select(change => change.At)]);
    }

    /// <summary>
    /// The step that the figures beside the panels are of: the newest one that is complete, since the one being filled
    /// would always look low. <c>05:15–05:30</c>, of days <c>29 Nov</c>.
    /// </summary>
    public static string LatestWords(ChartData data, MetricsStep step, TimeZoneInfo zone)
    {
        var (from, to) = (data.To - (2 * data.Step), data.To - data.Step);
        return step == MetricsStep.Day
            ? from.UtcDateTime.ToString("d MMM", CultureInfo.InvariantCulture)
            : $"{Clock(from)}–{Clock(to)}";

        string Clock(DateTimeOffset at) =>
            TimeZoneInfo.ConvertTime(at, zone).ToString("HH:mm", CultureInfo.InvariantCulture);
    }

    /// <summary>What stands beside the panels, each in its panel's unit.</summary>
    public static IReadOnlyDictionary<string, string> Latest(LiveWindow window, string? route)
    {
        var complete = window.To - (2 * window.StepLength);
        var sums = CallSums.Of(window.Buckets(route)
            .Where(bucket => bucket.Start == complete)
            .SelectMany(bucket => bucket.Cells)
            .Select(cell => cell.Value));
        return new Dictionary<string, string>
        {
            ["cost"] = MoneyFormat.Amount(sums.Cost),
            ["time"] = sums.MeanMs is { } mean ? $"{DurationFormat.SecondsOnly(mean)}\u202Fs" : MoneyFormat.Amount(null),
            ["errors"] = CountFormat.Whole(sums.Errors),
            ["quality"] = RateFormat.Percent(QualityLines.Of(window.Buckets(route)).Down.GetValueOrDefault(complete)),
        };
    }
}

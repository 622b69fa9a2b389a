using System.Globalization;
using Dashboard.Telemetry.Reading;
using Dashboard.Ui.Components;
using Dashboard.Ui.Numbers;

namespace Dashboard.Web.Pages.Overview;

/// <summary>
/// The seven tiles. With one route in focus a number is that of its serving version since it took over, and its change
/// is
/// against the former version; with several routes it is that of the window and has no change.
/// </summary>
internal sealed class OverviewTiles(LiveWindow window, RouteStrip? focus, OverviewTotals? totals, string? callsHref)
{
    private const double DayMoves = 0.05;

    // With thin spaces: three percentiles must fit into a tile.
    private const string Dot = "\u2009·\u2009";

    private readonly IReadOnlyList<LiveBucket> _buckets = window.Buckets(focus?.Route);

    /// <summary>The labels in order, for the time before there are numbers.</summary>
    public static IReadOnlyList<string> Labels { get; } =
        ["Cost today", "Calls", "Response time", "First token", "Errors", "Hallucination", "Thumbs-down"];

    private string Former => focus?.Serving.FormerName ?? "before";

    private CallSums Sums => focus?.Since
        ?? CallSums.Of(_buckets.SelectMany(bucket => bucket.Cells).Select(cell => cell.Value));

    public IReadOnlyList<TileContent> Build() =>
        [
            Cost(), Calls(), ResponseTime(), FirstToken(), Errors(),
            Hallucination(), ThumbsDown(),
        ];

    private TileContent Cost()
    {
        var today = totals?.Today;
        var unpriced = today?.UnpricedCalls ?? 0;
        var known = totals is not null && (today is null || today.Cost is not null);
        return new TileContent
        {
            Label = "Cost today",
            Value = known ? MoneyFormat.Amount(today?.Cost ?? Events.Nanodollars.Zero) : "–",
            Title = known ? MoneyFormat.Exact(today?.Cost ?? Events.Nanodollars.Zero) : "No call of today has a price",
            Unit = known ? CostAhead.OfToday(totals?.Outlook) : null,
            Change = DayChange() ?? Sums.PerThousand,
            ChangeIcon = totals?.Day?.Change switch
            {
                null => null,
                >= DayMoves => Icons.Rising,
                <= -DayMoves => Icons.Falling,
                _ => Icons.Flat,
            },
            Spark = Spark(bucket => (double?)bucket.Sums().Cost?.Dollars, absent: 0),
            Foot = unpriced > 0
                ? $"{CountFormat.Of(unpriced, "call has", "calls have")} no price"
                : CostAhead.OfMonth(totals?.Outlook),
            FootTone = unpriced > 0 ? Tone.Warning : CostAhead.Tone(totals?.Outlook),
            Href = callsHref is null ? null : "/cost" + callsHref["/calls".Length..],
        }.With(focus?.Comparison?.Cost, "a call vs", Former);
    }

    // Of a day that is not over the same hours are compared.
    private string? DayChange() => totals?.Day is { Change: { } change } day
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"{RateFormat.PercentChange(change)} vs {(day.Days == 1 ? "yesterday" : $"{day.Days} days")} by {day.Until:HH:mm}")
        : null;

    private TileContent Calls()
    {
        var recent = _buckets.Where(bucket => bucket.Start >= RecentFrom).ToList();
        var minutes = Math.Max(1, ((window.AsOf ?? RecentFrom) - RecentFrom).TotalMinutes);
        var calls = recent.Sum(bucket => bucket.Sums().Calls);
        var length = DurationFormat.Span(TimeSpan.FromMinutes(Math.Round(minutes)));
        return new TileContent
        {
            Label = "Calls",
            Value = CountFormat.Rate(calls / minutes),
            Unit = "a min",
            Title = $"{CountFormat.Exact(calls)} calls in the last {length}",
            Change = $"over {length}",
            Spark = Spark(bucket => bucket.Sums().Calls, absent: 0),
            Foot = $"{CountFormat.Whole(totals?.Today?.Calls ?? 0)} today",
            Href = callsHref,
        };
    }

    private TileContent ResponseTime()
    {
        var latency = focus is { Comparison: not null } ? totals?.Sides?.Serving : totals?.Window;
        return new TileContent
        {
            Label = "Response time",
            Value = DurationFormat.Milliseconds(Sums.MeanMs),
            Unit = Sums.MeanMs is null ? null : "mean",
            Title = Sums.MeanMs is null ? "No call in this window" : $"n = {CountFormat.Exact(Sums.Timed)}",
            Spark = Spark(bucket => bucket.Sums().MeanMs, absent: null),
            Foot = latency is null
                ? $"n = {CountFormat.Whole(Sums.Timed)}"
                : $"p50 {Short(latency.P50Ms)}{Dot}p95 {Short(latency.P95Ms)}{Dot}p99 {Short(latency.P99Ms)}",
            Href = callsHref,
        }.With(focus?.Comparison?.MeanTime, "vs", Former).With(focus?.ResponseTrend);
    }

    private TileContent FirstToken()
    {
        var (serving, former) = focus is { Comparison: not null }
            ? (totals?.Sides?.ServingFirstToken, totals?.Sides?.FormerFirstToken)
            : (totals?.WindowFirstToken, null);
        var change = former?.P50Ms > 0 && serving is not null ? (serving.P50Ms / former.P50Ms) - 1 : (double?)null;
        return new TileContent
        {
            Label = "First token",
            Value = DurationFormat.Milliseconds(serving?.P50Ms),
            Unit = serving is null ? null : "p50",
            Title = serving is null
                ? "No call in this window said when its first token came"
                : $"n = {CountFormat.Exact(serving.Count)}",
            Change = serving is null ? "no streamed call"
                : change is null ? null
                : $"{RateFormat.PercentChange(change)} vs {Former}",
            ChangeIcon = change switch { null => null, > 0 => Icons.Rising, < 0 => Icons.Falling, _ => Icons.Flat },
            Spark = Spark(bucket => FirstTokenMean(bucket), absent: null),
            Foot = serving is null ? "n = 0" : $"p95 {Short(serving.P95Ms)}{Dot}p99 {Short(serving.P99Ms)}",
            Href = callsHref,
        };
    }

    private TileContent Errors() => new TileContent
    {
        Label = "Errors",
        Value = RateFormat.Of(Sums.Errors, Sums.Calls),
        Unit = RateFormat.Margin(Sums.Errors, Sums.Calls),
        Title = Sums.Calls == 0 ? "No call in this window" : "With half of the 95 % Wilson interval",
        Spark = Spark(bucket => bucket.Sums().Errors, absent: 0),
        Foot = $"{CountFormat.Whole(Sums.Errors)} of {CountFormat.Whole(Sums.Calls)}"
            + (Sums.ClientAborts > 0 ? $" · {CountFormat.Of(Sums.ClientAborts, "abort", "aborts")}" : ""),
        Href = OverviewLinks.With(callsHref, "status", "error"),
    }.With(focus?.Comparison?.Errors, "vs", Former);

    private TileContent Hallucination() => (QualityTiles.Hallucination(Sums.Scores, callsHref) with
    {
        Spark = QualitySpark(scores => (scores.Flagged, scores.Evaluated)),
    }).With(Sums.Scores.Evaluated < RateFormat.Enough ? null : focus?.Comparison?.Hallucination, "vs", Former);

    private TileContent ThumbsDown() => (QualityTiles.ThumbsDown(Sums.Scores, Sums.Calls, callsHref) with
    {
        Spark = QualitySpark(scores => (scores.Down, scores.Votes)),
    }).With(Sums.Scores.Votes < RateFormat.Enough ? null : focus?.Comparison?.ThumbsDown, "vs", Former);

    private SparkLine? QualitySpark(Func<ScoreCounts, (long Hits, long N)> of)
    {
        var rates = _buckets.Zip(TrailingRate.Of([.. _buckets.Select(bucket => of(bucket.Sums().Scores))]))
            .ToDictionary(step => step.First.Start, step => step.Second);
        return rates.Values.Any(rate => rate is not null)
            ? Spark(bucket => rates[bucket.Start], absent: null)
            : null;
    }

    // The steps that "now" is measured over: at least a quarter of an hour, and several steps.
    private DateTimeOffset RecentFrom => window.To - (window.Step switch
    {
        MetricsStep.Minute => TimeSpan.FromMinutes(15),
        MetricsStep.Quarter => TimeSpan.FromHours(1),
        MetricsStep.Hour => TimeSpan.FromHours(6),
        _ => TimeSpan.FromDays(1),
    });

    private int? Takeover => focus is { Serving.HasFormer: true } strip
        ? (int)((strip.Serving.Since - window.From) / window.StepLength)
        : null;

    private SparkLine Spark(Func<LiveBucket, double?> value, double? absent)
    {
        var known = _buckets.ToDictionary(bucket => bucket.Start, value);
        var values = new List<double?>();
        for (var at = window.From; at < window.To; at += window.StepLength)
        {
            values.Add(known.TryGetValue(at, out var found) ? found : absent);
        }

        return SparkLine.Of(values, Takeover);
    }

    private static double? FirstTokenMean(LiveBucket bucket)
    {
        var known = bucket.Cells.Select(cell => cell.Value.TimeToFirstToken).OfType<LatencySummary>().ToList();
        var calls = known.Sum(summary => summary.Count);
        return calls == 0 ? null : known.Sum(summary => summary.MeanMs * summary.Count) / calls;
    }

    private static string Short(double milliseconds) => DurationFormat.SecondsOnly(milliseconds);
}

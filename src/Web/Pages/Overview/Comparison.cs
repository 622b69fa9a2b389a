using System.Globalization;
using Dashboard.Costs.Days;
using Dashboard.Statistics;
using Dashboard.Telemetry.Reading;
using Dashboard.Ui.Numbers;

namespace Dashboard.Web.Pages.Overview;

/// <summary>
/// The serving version since it took over, against the former version before that, on the same route.
/// </summary>
public sealed record Comparison
{
    // The smallest changes that matter: 5 % of cost or time, one point of errors.
    private const double AmountMatters = 0.05;
    private const double RateMatters = 0.01;

    public required ComparisonRow Cost { get; init; }

    /// <summary>
    /// Today so far against the same hours of the former version's days; null where there are none. It has no interval:
    /// how many calls come is no doing of a version.
    /// </summary>
    public ComparisonRow? Day { get; init; }

    public required ComparisonRow MeanTime { get; init; }

    /// <summary>Null until the percentiles of both sides are read.</summary>
    public required ComparisonRow? P95 { get; init; }

    public required ComparisonRow Errors { get; init; }

    /// <summary>Null where nobody voted.</summary>
    public ComparisonRow? ThumbsDown { get; init; }

    /// <summary>Null where nothing was evaluated.</summary>
    public ComparisonRow? Hallucination { get; init; }

    public IReadOnlyList<ComparisonRow> Rows =>
        [.. ((ComparisonRow?[])[Cost, Day, MeanTime, P95, Errors, ThumbsDown, Hallucination]).OfType<ComparisonRow>()];

    /// <summary>Null when no other version served in the window.</summary>
    /// <param name="buckets">The route's steps.</param>
    /// <param name="serving">Who serves since when.</param>
    /// <param name="totals">Merged percentiles of both sides; null until they are read.</param>
    /// <param name="day">Today against the former version's days; null until it is read.</param>
    public static Comparison? Of(
        IReadOnlyList<LiveBucket> buckets, Serving serving, SideTotals? totals, SameHours? day = null)
    {
        if (!serving.HasFormer)
        {
            return null;
        }

        var (before, after) = Sides(buckets, serving);
        var (formerSums, servingSums) = (Sum(before), Sum(after));
        return new Comparison
        {
            Cost = CostRow(Batches(before, totals?.FormerSections), Batches(after, totals?.ServingSections)),
            Day = day is null ? null : DayRow(day),
            MeanTime = TimeRow(Batches(before, totals?.FormerSections), Batches(after, totals?.ServingSections)),
            P95 = totals is null ? null : PercentileRow(totals, before, after),
            Errors = ErrorRow(formerSums, servingSums),
            ThumbsDown = QualityRows.ThumbsDown(formerSums.Scores, servingSums.Scores),
            Hallucination = QualityRows.Hallucination(formerSums.Scores, servingSums.Scores),
        };
    }

    /// <summary>
    /// Whether the steps of either side are too few, or too many of them hold too few calls or several models, to say
    /// how sure a comparison is.
    /// </summary>
    internal static bool NeedsSections(IReadOnlyList<LiveBucket> buckets, Serving serving)
    {
        var (before, after) = Sides(buckets, serving);
        return new[] { before, after }.Any(side => side.Count < RatioEstimate.EnoughBatches
            || Sections(side).Count(section => section.Calls >= QuantileEstimate.EnoughCalls)
                < QuantileEstimate.EnoughSections);
    }

    private static (List<List<MetricsPoint>> Before, List<List<MetricsPoint>> After) Sides(
        IReadOnlyList<LiveBucket> buckets, Serving serving) => (
        Side(buckets, serving.Former, bucket => bucket.Start < serving.Since),
        Side(buckets, serving.Version, bucket => bucket.Start >= serving.SinceStep));

    // Whichever there are more of: steps, or sections that were read because the steps say too little.
    private static List<List<MetricsPoint>> Batches(
        List<List<MetricsPoint>> steps, IReadOnlyList<MetricsPoint>? sections) =>
        sections is { Count: > 0 } && sections.Count > steps.Count
            ? [.. sections.Select(section => new List<MetricsPoint> { section })]
            : steps;

    private static List<List<MetricsPoint>> Side(
        IReadOnlyList<LiveBucket> buckets, string? version, Func<LiveBucket, bool> within) =>
    [
        .. buckets.Where(within)
            .Select(bucket => bucket.Cells
                .Where(cell => cell.Key.Version == version)
                .Select(cell => cell.Value)
                .ToList())
            .Where(points => points.Count > 0),
    ];

    private static CallSums Sum(List<List<MetricsPoint>> side) => CallSums.Of(side.SelectMany(step => step));

    private static ComparisonRow CostRow(List<List<MetricsPoint>> before, List<List<MetricsPoint>> after)
    {
        // Steps of failed calls alone cost nothing; beside unpriced ones that says nothing of what a call costs.
        static RatioEstimate Estimate(List<List<MetricsPoint>> side) => RatioEstimate.Of(
            (Sum(side).Cost is null ? [] : side.Select(CallSums.Of))
            .Where(step => step.Cost is not null)
            .Select(step => ((double)step.Cost!.Value.Dollars, step.Priced)));

        static string Text(List<List<MetricsPoint>> side)
        {
            var sums = Sum(side);
            var known = MoneyFormat.PerThousandCallsShort(sums.Cost, sums.Priced);
            return sums is { Cost: null, Missing: { } missing } ? $"{known}, {missing}" : known;
        }

        var row = Amount(
            "Cost", ", 1,000 calls", Text(before), Text(after), Estimate(before), Estimate(after), "Dearer", "Cheaper");
        return (Sum(before).Missing, Sum(after).Missing) switch
        {
            (null, null) => row,
            var (former, serving) => row with { Missing = serving ?? former, Reason = Missing(former, serving) },
        };

        static string Missing(string? former, string? serving) =>
            $"Before: {former ?? "all priced"}; now: {serving ?? "all priced"}. Calls without a price are in no number.";
    }

    private static ComparisonRow DayRow(SameHours day)
    {
        var missing = CallSums.MissingOf(day.Today.UnpricedCalls, day.Today.Calls);
        return new ComparisonRow
        {
            Name = "Cost a day",
            NameTail = string.Create(CultureInfo.InvariantCulture, $", {day.From:HH:mm}–{day.Until:HH:mm}"),
            Former = MoneyFormat.Amount(day.CostBefore),
            Serving = MoneyFormat.Amount(day.Cost) + (missing is null ? "" : ", " + missing),
            ChangeValue = day.Change,
            Change = RateFormat.PercentChange(day.Change),
            Missing = missing,
            Reason = $"Today so far against the mean of the same hours of {CountFormat.Of(day.Days, "day", "days")} before",
        };
    }

    private static ComparisonRow TimeRow(List<List<MetricsPoint>> before, List<List<MetricsPoint>> after)
    {
        static RatioEstimate Estimate(List<List<MetricsPoint>> side) =>
            RatioEstimate.Of(side.Select(CallSums.Of).Select(step => (step.TotalMs, step.Timed)));

        var (former, serving) = (Estimate(before), Estimate(after));
        return Amount(
            "Response time", ", mean", Time(former), Time(serving), former, serving, "Slower", "Faster");
    }

    private static string Time(RatioEstimate estimate) =>
        DurationFormat.Milliseconds(estimate.Calls > 0 ? estimate.Mean : null);

    private static ComparisonRow Amount(
        string name, string tail, string formerText, string servingText,
        RatioEstimate former, RatioEstimate serving, string worse, string better)
    {
        var enough = former.Calls >= RateFormat.Enough && serving.Calls >= RateFormat.Enough;
        var interval = enough ? RatioEstimate.ChangeInterval(former, serving) : null;
        var change = RatioEstimate.Change(former, serving);
        return new ComparisonRow
        {
            Name = name,
            NameTail = tail,
            Former = formerText,
            Serving = servingText,
            ChangeValue = change,
            Change = RateFormat.PercentChange(change),
            Interval = interval,
            Verdict = Verdict.Of(interval, AmountMatters, worse, better),
            Reason = interval is null ? WhyNoInterval(former, serving) : null,
        };
    }

    private static string WhyNoInterval(RatioEstimate former, RatioEstimate serving) =>
        $"n = {CountFormat.Whole(former.Calls)} and {CountFormat.Whole(serving.Calls)} calls in {former.Batches} and "
        + $"{serving.Batches} steps; an interval needs {RateFormat.Enough} calls and "
        + $"{RatioEstimate.EnoughBatches} steps on each side";

    private static ComparisonRow PercentileRow(
        SideTotals totals, List<List<MetricsPoint>> before, List<List<MetricsPoint>> after)
    {
        var (former, serving) = (totals.Former?.P95Ms, totals.Serving?.P95Ms);
        var change = former > 0 && serving is not null ? (serving / former) - 1 : null;
        var interval = former is null || serving is null
            ? null
            : QuantileEstimate.ChangeInterval(
                QuantileEstimate.Of(SectionsOf(totals.FormerSections, before), former.Value),
                QuantileEstimate.Of(SectionsOf(totals.ServingSections, after), serving.Value));
        return new ComparisonRow
        {
            Name = "Response time",
            NameTail = ", p95",
            Former = DurationFormat.Milliseconds(former),
            Serving = DurationFormat.Milliseconds(serving),
            ChangeValue = change,
            Change = RateFormat.PercentChange(change),
            Interval = interval,
            Verdict = Verdict.Of(interval, AmountMatters, "Slower", "Faster"),
            Reason = interval is null
                ? $"An interval needs {QuantileEstimate.EnoughSections} steps of {QuantileEstimate.EnoughCalls} calls on "
                    + "both sides"
                : "By sectioning: the spread of the steps' percentiles",
        };
    }

    private static IEnumerable<(double Quantile, long Calls)> SectionsOf(
        IReadOnlyList<MetricsPoint> read, List<List<MetricsPoint>> steps) => read.Count == 0
        ? Sections(steps)
        : Sections([.. read.Select(section => new List<MetricsPoint> { section })]);

    // Percentiles of parts cannot be combined: a step in which several models answered is left out.
    private static IEnumerable<(double Quantile, long Calls)> Sections(List<List<MetricsPoint>> side) =>
        from step in side
        where step.Count == 1 && step[0].Latency is not null
        select (step[0].Latency!.P95Ms, step[0].Latency!.Count);

    private static ComparisonRow ErrorRow(CallSums former, CallSums serving)
    {
        var enough = former.Calls >= RateFormat.Enough && serving.Calls >= RateFormat.Enough;
        double? change = enough
            ? ((double)serving.Errors / serving.Calls) - ((double)former.Errors / former.Calls)
            : null;
        (double, double)? interval = enough
            ? Wilson.Difference(former.Errors, former.Calls, serving.Errors, serving.Calls)
            : null;
        return new ComparisonRow
        {
            Name = "Errors",
            Former = RateFormat.Of(former.Errors, former.Calls),
            Serving = RateFormat.Of(serving.Errors, serving.Calls),
            ChangeValue = change,
            Change = RateFormat.PointChange(change),
            Interval = interval,
            Verdict = Verdict.Of(interval, RateMatters, "Worse", "Better"),
            Reason = $"{CountFormat.Whole(former.Errors)} of {CountFormat.Of(former.Calls, "call", "calls")} before, "
                + $"{CountFormat.Whole(serving.Errors)} of {CountFormat.Whole(serving.Calls)} since",
        };
    }
}

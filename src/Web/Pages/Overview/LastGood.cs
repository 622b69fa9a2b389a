using System.Globalization;
using Dashboard.Deployments.Routes;
using Dashboard.Telemetry.Reading;
using Dashboard.Ui.Numbers;

namespace Dashboard.Web.Pages.Overview;

/// <summary>How a rollback's target did when it last served: what the remedy leads to.</summary>
/// <param name="Period">When that was.</param>
/// <param name="To">Its end, or now where it still serves.</param>
/// <param name="Point">The sums of that time; null when there were no calls.</param>
public sealed record LastGood(ServingPeriod Period, DateTimeOffset To, MetricsPoint? Point)
{
    private static readonly TimeSpan _aDay = TimeSpan.FromDays(1);

    /// <summary>From when on the numbers are.</summary>
    public DateTimeOffset From => Period.From;

    /// <summary>
    /// When that was: <c>24 Nov 03:31 – 18:23</c> within a day, <c>6 Nov – 17 Nov</c> over several.
    /// </summary>
    public string When(DateTimeOffset now, TimeZoneInfo zone)
    {
        var (from, to) = (TimeZoneInfo.ConvertTime(From, zone), TimeZoneInfo.ConvertTime(To, zone));
        var format = from.Year == TimeZoneInfo.ConvertTime(now, zone).Year ? "d MMM" : "d MMM yyyy";
        return from.Date == to.Date
            ? $"{Text(from, format + " HH:mm")} – {Text(to, "HH:mm")}"
            : $"{Text(from, format)} – {Text(to, format)}";

        static string Text(DateTimeOffset at, string format) => at.ToString(format, CultureInfo.InvariantCulture);
    }

    public string ResponseTime => DurationFormat.Milliseconds(Point?.Latency?.MeanMs);

    public string ResponseTimeP95 => DurationFormat.Milliseconds(Point?.Latency?.P95Ms);

    public string ThumbsDown => Rate(Point?.Scores.Down ?? 0, Point?.Scores.Votes ?? 0);

    public string Hallucination => Rate(Point?.Scores.Flagged ?? 0, Point?.Scores.Evaluated ?? 0);

    public string Errors => RateFormat.Of(Point?.Errors ?? 0, Point?.Calls ?? 0);

    /// <summary>The rates alone, for a column that is too narrow for n.</summary>
    public string ThumbsDownRate => RateFormat.Of(Point?.Scores.Down ?? 0, Point?.Scores.Votes ?? 0);

    public string HallucinationRate => RateFormat.Of(Point?.Scores.Flagged ?? 0, Point?.Scores.Evaluated ?? 0);

    /// <summary>What it cost by the day; of a shorter time, what a whole day like it would have cost.</summary>
    public string CostADay
    {
        get
        {
            var known = Point?.Cost is { } cost && To > From
                ? MoneyFormat.Dollars(decimal.Round(cost.Dollars * (decimal)(_aDay / (To - From)), 4))
                : MoneyFormat.Amount(null);
            return Point is { UnpricedCalls: > 0 and var missing }
                ? $"{known}, {CountFormat.Whole(missing)} of {CountFormat.Whole(Point.Calls)} unpriced"
                : known;
        }
    }

    /// <summary>One line for a row: <c>3.74 s, 2.3 %</c>.</summary>
    public string Brief => Point is null ? "no calls on record" : Point.Scores.Votes >= RateFormat.Enough
        ? $"{ResponseTime}, {RateFormat.Of(Point.Scores.Down, Point.Scores.Votes)}"
        : ResponseTime;

    private static string Rate(long hits, long n) =>
        n >= RateFormat.Enough ? $"{RateFormat.Of(hits, n)}, n = {CountFormat.Whole(n)}" : RateFormat.Of(hits, n);
}

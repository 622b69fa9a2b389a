using System.Globalization;
using Dashboard.Deployments.Routes;
using Dashboard.Events;
using Dashboard.Telemetry.Reading;
using Dashboard.Ui.Numbers;

namespace Dashboard.Web.Pages.Overview;

/// <summary>How a rollback's target did when it last served: what the remedy leads to.</summary>
/// <param name="Period">When that was.</param>
/// <param name="To">Its end, or now where it still serves.</param>
/// <param name="Point">The sums of that time; null when there were no calls.</param>
public sealed record LastGood(ServingPeriod Period, DateTimeOffset To, MetricsPoint? Point)
{
    /// <summary>How many whole days up to its end <see cref="DaysCost"/> is of; 0 where it served less than one.</summary>
    public int Days { get; init; }

    /// <summary>What those days cost; null where no call of theirs has a price.</summary>
    public Nanodollars? DaysCost { get; init; }

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

    /// <summary>What <see cref="CostOver"/> is of: <c>Cost a day</c>, or <c>Cost, 14 h 08 min</c> of a shorter time.</summary>
    public string CostLabel => Days > 0
        ? "Cost a day"
        : "Cost, " + DurationFormat.Span(TimeSpan.FromMinutes(Math.Max(1, Math.Floor((To - From).TotalMinutes))));

    /// <summary>
    /// The mean of its whole days, or what the shorter time cost: the hours of a day are not alike, so part of one says
    /// nothing about the rest.
    /// </summary>
    public string CostOver => MoneyFormat.Amount(
        Days == 0 ? Point?.Cost : DaysCost is { } cost ? Nanodollars.FromDollars(cost.Dollars / Days) : null) + Missing;

    /// <summary>What a thousand of its calls cost, at whatever hours they came.</summary>
    public string CostAThousand => MoneyFormat.PerThousandCallsShort(Point?.Cost, Point?.PricedCalls ?? 0) + Missing;

    private string Missing => Point is { UnpricedCalls: > 0 and var missing }
        ? $", {CountFormat.Whole(missing)} of {CountFormat.Whole(Point.Calls)} unpriced"
        : "";

    /// <summary>One line for a row: <c>3.74 s, 2.3 %</c>.</summary>
    public string Brief => Point is null ? "no calls on record" : Point.Scores.Votes >= RateFormat.Enough
        ? $"{ResponseTime}, {RateFormat.Of(Point.Scores.Down, Point.Scores.Votes)}"
        : ResponseTime;

    private static string Rate(long hits, long n) =>
        n >= RateFormat.Enough ? $"{RateFormat.Of(hits, n)}, n = {CountFormat.Whole(n)}" : RateFormat.Of(hits, n);
}

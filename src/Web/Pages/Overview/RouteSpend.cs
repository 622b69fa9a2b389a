using Dashboard.Telemetry.Reading;
using Dashboard.Ui.Numbers;

namespace Dashboard.Web.Pages.Overview;

/// <summary>
/// What a route has cost over the newest hour or day of a window, as it was: nothing is extrapolated, since the hours of
/// a day are not alike.
/// </summary>
/// <param name="Sums">All calls of that time.</param>
/// <param name="Length">An hour or a day.</param>
/// <param name="IsWhole">Whether the route had calls all that time long, so that it is a rate.</param>
public sealed record RouteSpend(CallSums Sums, TimeSpan Length, bool IsWhole)
{
    // A route whose first calls came in the first twelfth of the time had calls all along.
    private const int Beginning = 12;

    /// <summary><c>$15 a day</c>, or of a shorter time <c>$1.20 in the last 24 hours</c>.</summary>
    public string Words => (IsWhole, Length.TotalHours) switch
    {
        (true, <= 1) => Rounded + " an hour",
        (true, _) => Rounded + " a day",
        (false, <= 1) => Rounded + " in the last hour",
        _ => Rounded + " in the last 24 hours",
    };

    private string Rounded => Sums.Cost is not { } cost ? MoneyFormat.Amount(null)
        : cost.Dollars >= 10
            ? MoneyFormat.Dollars(decimal.Round(cost.Dollars)).Replace(".00", "", StringComparison.Ordinal)
            : MoneyFormat.Dollars(cost.Dollars);

    /// <summary>Of a window by days it is the newest day that is over.</summary>
    public static RouteSpend Of(LiveWindow window, IReadOnlyList<LiveBucket> buckets)
    {
        var (day, hour) = (TimeSpan.FromDays(1), TimeSpan.FromHours(1));
        var length = window.Range.Length <= hour ? hour : day;
        var to = window.Step == MetricsStep.Day ? window.To - day : window.To;
        var from = to - length;
        var first = buckets.Count == 0 ? to : buckets[0].Start;
        var isWhole = window.Step == MetricsStep.Day ? first < from : first <= from + (length / Beginning);

        // Of a route that is younger than a day, today is all there is.
        var end = isWhole ? to : window.To;
        return new RouteSpend(
            CallSums.Of(buckets.Where(bucket => bucket.Start >= from && bucket.Start < end)
                .SelectMany(bucket => bucket.Cells)
                .Select(cell => cell.Value)),
            length,
            isWhole);
    }
}

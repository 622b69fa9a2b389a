using Dashboard.Telemetry.Live;
using Dashboard.Telemetry.Reading;
using Dashboard.Ui.Components;
using Dashboard.Web.Pages.Overview;
using Xunit;
using static Dashboard.Web.Tests.Pages.Overview.Numbers;

namespace Dashboard.Web.Tests.Pages.Overview;

public sealed class RouteSpendTests
{
    [Fact]
    public void A_day_is_the_newest_24_hours_as_they_were() => Assert.Equal(
        "$15 a day", Of(TimeRange.Week, MetricsStep.Hour, hours: 60, dollars: 0.625m).Words);

    [Fact]
    public void Less_than_a_day_is_not_made_a_day() => Assert.Equal(
        "$3.00 in the last 24 hours", Of(TimeRange.Day, MetricsStep.Quarter, hours: 12, dollars: 0.25m).Words);

    [Fact]
    public void By_days_it_is_the_newest_day_that_is_over()
    {
        var today = new DateTimeOffset(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);
        var spend = Of(TimeRange.Month, MetricsStep.Day,
            Point(today.AddDays(-2), 10, dollars: 14), Point(today.AddDays(-1), 10, dollars: 15), Point(today, 5, dollars: 7));
        Assert.Equal("$15 a day", spend.Words);

        Assert.Equal(
            "$7.00 in the last 24 hours", Of(TimeRange.Month, MetricsStep.Day, Point(today, 5, dollars: 7)).Words);
    }

    [Fact]
    public void Unknown_is_a_dash() => Assert.StartsWith(
        "– in the last", Of(TimeRange.Hour, MetricsStep.Minute, Point(MinutesAgo(2), 4, dollars: null, unpriced: 4)).Words,
        StringComparison.Ordinal);

    private static RouteSpend Of(TimeRange range, MetricsStep step, int hours, decimal dollars) => Of(
        range, step, [.. Enumerable.Range(0, hours).Reverse().Select(hour => Point(
            new DateTimeOffset(2026, 11, 22, 14, 0, 0, TimeSpan.Zero).AddHours(-hour), 100, dollars: dollars))]);

    private static RouteSpend Of(TimeRange range, MetricsStep step, params IReadOnlyList<MetricsPoint> points)
    {
        var window = new LiveWindow(range);
        window.Apply(new LiveUpdate(
            IsSnapshot: true, Now, new MetricsResult(Now - range.Length, Now, step, [Series("gus", "v1", points)])));
        return RouteSpend.Of(window, window.Buckets("gus"));
    }
}

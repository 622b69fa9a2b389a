using Dashboard.Costs.Days;
using Dashboard.Events;
using Dashboard.Telemetry.Rollups;
using Xunit;

namespace Dashboard.Costs.Tests.Days;

public sealed class SameHoursTests
{
    private const string London = "Europe/London";

    // A Sunday, twenty to three in the afternoon.
    private static readonly DateTimeOffset s_now = new(2026, 11, 22, 14, 40, 0, TimeSpan.Zero);

    [Fact]
    public void Today_so_far_is_compared_with_the_same_hours_of_yesterday_and_not_with_all_of_it()
    {
        // A dollar in each hour of the day, two from noon on today.
        var day = Of(s_now, null, [.. Hours(1, 0, 24, 1), .. Hours(0, 0, 12, 1), .. Hours(0, 12, 15, 2)])!;

        // Twelve hours and two and a half: the quarter that is being filled is on neither side.
        Assert.Equal((new TimeOnly(0, 0), new TimeOnly(14, 30), 1), (day.From, day.Until, day.Days));
        Assert.Equal((17m, 14.5m), (day.Cost!.Value.Dollars, day.CostBefore!.Value.Dollars));
        Assert.Equal(0.1724, day.Change!.Value, 4);
    }

    [Fact]
    public void Of_a_version_that_took_over_days_ago_the_days_of_the_one_before_count_seven_at_most()
    {
        var rows = Enumerable.Range(1, 9).SelectMany(ago => Hours(ago, 0, 24, ago)).Concat(Hours(0, 0, 15, 6)).ToList();

        // It took over on Friday: Thursday is the former one's last whole day, Sunday a week ago its first of seven.
        var friday = Of(s_now, s_now.AddDays(-2), rows)!;
        Assert.Equal((5, 6m * 14.5m, 5m * 14.5m), (friday.Days, friday.Cost!.Value.Dollars, friday.CostBefore!.Value.Dollars));
        Assert.Equal(0.2, friday.Change!.Value, 9);

        // Of one that took over long ago yesterday.
        Assert.Equal((1, 14.5m), (Of(s_now, s_now.AddDays(-20), rows)!.Days, Of(s_now, s_now.AddDays(-20), rows)!.CostBefore!.Value.Dollars));
    }

    [Fact]
    public void Of_a_version_that_took_over_today_only_its_own_hours_are_compared()
    {
        var rows = Enumerable.Range(1, 7).SelectMany(ago => Hours(ago, 0, 24, 4)).Concat(Hours(0, 0, 15, 5)).ToList();

        var day = Of(s_now, new(2026, 11, 22, 9, 50, 0, TimeSpan.Zero), rows)!;

        Assert.Equal((new TimeOnly(10, 0), new TimeOnly(14, 30), 7), (day.From, day.Until, day.Days));
        Assert.Equal((22.5m, 18m, 0.25), (day.Cost!.Value.Dollars, day.CostBefore!.Value.Dollars, day.Change));
    }

    [Fact]
    public void A_day_without_calls_in_these_hours_cost_nothing_and_days_before_the_first_call_are_none()
    {
        var rows = new[] { Hours(3, 20, 24, 9), Hours(1, 0, 24, 3), Hours(0, 0, 15, 3) }.SelectMany(hours => hours);
        var day = Of(s_now, s_now, rows)!;

        Assert.Null(day);
        day = Of(s_now, s_now.AddHours(-10), rows)!;
        Assert.Equal((3, 3m * 9.75m / 3), (day.Days, day.CostBefore!.Value.Dollars));
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(0, 0)]
    public void Before_the_first_quarter_of_a_day_is_over_there_is_nothing_to_compare(int hour, int minute) =>
        Assert.Null(Of(
            new(2026, 11, 22, hour, minute, 0, TimeSpan.Zero), null, [.. Hours(1, 0, 24, 1), .. Hours(0, 0, 1, 1)]));

    [Fact]
    public void A_former_day_that_never_was_is_not_compared_with() => Assert.Null(Of(s_now, null, Hours(0, 0, 15, 1)));

    [Fact]
    public void Where_a_call_has_no_price_on_either_side_no_change_is_said()
    {
        CostRow unpriced = Row(0, 60, new CallCounters { Calls = 1, UnpricedCalls = 1 });
        var some = Of(s_now, null, [.. Hours(1, 0, 24, 1), .. Hours(0, 0, 15, 1), unpriced])!;
        var all = Of(s_now, null, [.. Hours(1, 0, 24, 1), unpriced])!;

        Assert.Equal((14.5m, null), (some.Cost!.Value.Dollars, some.Change));
        Assert.Equal((null, null), (all.Cost, all.Change));
        Assert.Null(Of(s_now, null, [.. Hours(1, 0, 24, 0), .. Hours(0, 0, 15, 1)])!.Change);
    }

    [Fact]
    public void Hours_are_those_of_the_clock_on_the_wall_also_over_a_change_of_the_clock()
    {
        // London put its clock back on Sunday 25 October 2026: that day has 25 hours.
        var now = new DateTimeOffset(2026, 10, 26, 9, 0, 0, TimeSpan.Zero);
        CostRow At(DateTimeOffset at, decimal dollars) => new(at, default, null, Priced(dollars));
        var day = Of(
            now, null,
            [
                At(new(2026, 10, 24, 23, 0, 0, TimeSpan.Zero), 1), At(new(2026, 10, 25, 0, 30, 0, TimeSpan.Zero), 2),
                At(new(2026, 10, 25, 1, 30, 0, TimeSpan.Zero), 4), At(new(2026, 10, 25, 8, 45, 0, TimeSpan.Zero), 8),
                At(new(2026, 10, 25, 9, 0, 0, TimeSpan.Zero), 16), At(new(2026, 10, 26, 8, 45, 0, TimeSpan.Zero), 32),
            ],
            London)!;

        Assert.Equal((new TimeOnly(0, 0), new TimeOnly(9, 0)), (day.From, day.Until));
        Assert.Equal((32m, 15m), (day.Cost!.Value.Dollars, day.CostBefore!.Value.Dollars));
    }

    private static SameHours? Of(
        DateTimeOffset now, DateTimeOffset? tookOver, IEnumerable<CostRow> rows, string zone = "UTC") => SameHours.Of(
        new CostScope(ProjectId.First, "gus", null, TimeZoneInfo.FindSystemTimeZoneById(zone)), now, tookOver,
        rows.OrderBy(row => row.Start));

    /// <summary>So many dollars in each hour, a quarter of them in each quarter.</summary>
    private static IEnumerable<CostRow> Hours(int daysAgo, int begin, int end, decimal dollars) => Enumerable
        .Range(begin * 4, (end - begin) * 4)
        .Select(quarter => Row(daysAgo, quarter * 15, Priced(dollars / 4)));

    private static CostRow Row(int daysAgo, int minute, CallCounters sums) =>
        new(new DateTimeOffset(2026, 11, 22, 0, 0, 0, TimeSpan.Zero).AddDays(-daysAgo).AddMinutes(minute), default, null, sums);

    private static CallCounters Priced(decimal dollars) =>
        new() { Calls = 1, PricedCalls = 1, CostNano = Nanodollars.FromDollars(dollars).Value };
}

using CsCheck;
using Dashboard.Events;
using Dashboard.Telemetry.Reading;
using Xunit;

namespace Dashboard.Telemetry.Tests.Reading;

public sealed class SegmentPlanTests
{
    private static readonly DateTimeOffset Day = new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Whole_days_in_UTC_come_from_the_days() =>
        Assert.Equal([new(MetricsSource.Day, Day, Day.AddDays(30))], Plan(Day, Day.AddDays(30), MetricsStep.Day));

    [Fact]
    public void Days_of_another_zone_come_from_the_quarters()
    {
        var kathmandu = TimeZoneInfo.FindSystemTimeZoneById("Asia/Kathmandu");

        Assert.Equal(
            [new(MetricsSource.Quarter, Day, Day.AddDays(2))],
            SegmentPlan.For(Query(Day, Day.AddDays(2), MetricsStep.Day) with { Zone = kathmandu }));
    }

    [Fact]
    public void A_crooked_range_has_ever_finer_edges()
    {
        var from = Day.AddHours(10).AddMinutes(7).AddSeconds(30);
        var to = Day.AddHours(11).AddMinutes(16);

        Assert.Equal(
            [
                new(MetricsSource.Calls, from, Day.AddHours(10).AddMinutes(8)),
                new(MetricsSource.Minute, Day.AddHours(10).AddMinutes(8), Day.AddHours(10).AddMinutes(15)),
                new(MetricsSource.Quarter, Day.AddHours(10).AddMinutes(15), Day.AddHours(11).AddMinutes(15)),
                new(MetricsSource.Minute, Day.AddHours(11).AddMinutes(15), to),
            ],
            Plan(from, to, MetricsStep.Hour));
    }

    [Fact]
    public void Less_than_a_minute_is_read_from_the_calls() =>
        Assert.Equal(
            [new(MetricsSource.Calls, Day.AddSeconds(1), Day.AddSeconds(2))],
            Plan(Day.AddSeconds(1), Day.AddSeconds(2), MetricsStep.All));

    [Fact]
    public void Users_come_from_their_days_and_else_from_the_calls()
    {
        var query = Query(Day.AddHours(1), Day.AddDays(3), MetricsStep.Day) with { By = [Dimension.User] };

        Assert.Equal(
            [
                new(MetricsSource.Calls, Day.AddHours(1), Day.AddDays(1)),
                new(MetricsSource.UserDay, Day.AddDays(1), Day.AddDays(3)),
            ],
            SegmentPlan.For(query));
        Assert.Equal(
            [new(MetricsSource.Calls, Day, Day.AddDays(1))],
            SegmentPlan.For(query with { From = Day, To = Day.AddDays(1), Step = MetricsStep.Hour }));
    }

    [Fact]
    public void The_segments_cover_any_range_without_gap_or_overlap() =>
        Gen.Select(Gen.Long[0, 40 * TimeSpan.TicksPerDay], Gen.Long[0, 40 * TimeSpan.TicksPerDay], Gen.Enum<MetricsStep>())
            .Sample((a, b, step) =>
            {
                var (from, to) = (Day.AddTicks(Math.Min(a, b)), Day.AddTicks(Math.Max(a, b)));
                var at = from;
                foreach (var segment in Plan(from, to, step))
                {
                    Assert.Equal(at, segment.From);
                    Assert.True(segment.From < segment.To);
                    at = segment.To;
                }

                Assert.Equal(to, at);
            });

    private static IReadOnlyList<MetricsSegment> Plan(DateTimeOffset from, DateTimeOffset to, MetricsStep step) =>
        SegmentPlan.For(Query(from, to, step));

    private static MetricsQuery Query(DateTimeOffset from, DateTimeOffset to, MetricsStep step) =>
        new() { Project = ProjectId.First, From = from, To = to, Step = step };
}

using Dashboard.Explorer.ClientMetrics;
using Dashboard.Telemetry.Tests;
using Xunit;

namespace Dashboard.Explorer.Tests.ClientMetrics;

public sealed class IncrementsTests
{
    [Fact]
    public void Delta_points_count_as_they_are() =>
        Assert.Equal([3, 4], Of(Point(1, 3, cumulative: false), Point(2, 4, cumulative: false)));

    [Fact]
    public void A_cumulative_point_counts_what_it_has_more_than_the_one_before() =>
        Assert.Equal([3, 4, 0], Of(Point(1, 3), Point(2, 7), Point(3, 7)));

    [Fact]
    public void What_began_before_the_range_is_only_a_base() =>
        Assert.Equal([4], Of(Point(1, 1000, start: -5), Point(2, 1004, start: -5)));

    [Fact]
    public void After_a_restart_the_value_counts_whole_whether_the_new_start_is_said_or_not()
    {
        Assert.Equal([3, 2], Of(Point(1, 3), Point(5, 2, start: 4)));
        Assert.Equal([3, 2], Of(Point(1, 3), Point(5, 2)));
    }

    [Fact]
    public void Two_processes_that_look_alike_are_told_apart_by_their_starts() =>
        Assert.Equal([3, 10, 1, 2], Of(Point(1, 3), Point(2, 10, start: 1), Point(3, 4), Point(4, 12, start: 1)));

    [Fact]
    public void A_sum_that_may_fall_does_fall() =>
        Assert.Equal([5, -3], Of(Point(1, 5, monotonic: false), Point(2, 2, monotonic: false)));

    private static IEnumerable<double> Of(params MetricPoint[] points) =>
        Increments.Of(points, Some.Noon).Select(increment => increment.Value.Sum);

    private static MetricPoint Point(
        int minute, double sum, int start = 0, bool cumulative = true, bool monotonic = true) => new(
            "stream", Some.Noon.AddMinutes(minute), Some.Noon.AddMinutes(start), cumulative, monotonic,
            new MetricAttributes(new Dictionary<string, string>(), new Dictionary<string, string>()),
            MetricValue.Of(0, sum));
}

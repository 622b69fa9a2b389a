using Dashboard.Explorer.ClientMetrics;
using Dashboard.Telemetry.Tests;
using Xunit;

namespace Dashboard.Explorer.Tests.ClientMetrics;

public sealed class PointReaderTests
{
    [Fact]
    public void A_histogram_keeps_its_buckets_and_extremes()
    {
        var point = Read(
            "histogram",
            """
            "aggregation_temporality":2,"start_time_unix_nano":1795323744000000000,"count":3,"sum":6.5,"min":0.5,"max":4,
            "explicit_bounds":[1,5],"bucket_counts":[1,2,0],"attributes":{"gen_ai.token.type":"input","n":1}
            """)!;

        Assert.True(point.IsCumulative);
        Assert.Equal((3, 6.5, 0.5, 4), (point.Value.Count, point.Value.Sum, point.Value.Min, point.Value.Max));
        Assert.Equal([(1, 1), (5, 2)], point.Value.Distribution.Buckets);
        Assert.Equal("input", point.Attributes.Select([])["gen_ai.token.type"]);
        Assert.Equal(["service.name"], point.Attributes.Select(["service.name", "absent"]).Keys);
    }

    [Fact]
    public void An_exponential_histogram_has_bounds_that_are_powers()
    {
        // Scale 0: base 2. Offset 1: the first bucket holds (2, 4].
        var point = Read(
            "exponential_histogram",
            """
            "aggregation_temporality":1,"count":6,"sum":20,"scale":0,"zero_count":1,
            "positive":{"offset":1,"bucket_counts":[2,0,1]},"negative":{"bucket_counts":[2]}
            """)!;

        Assert.False(point.IsCumulative);
        Assert.Equal([(-1, 2), (0, 1), (4, 2), (16, 1)], point.Value.Distribution.Buckets);
    }

    [Theory]
    [InlineData("\"as_int\":7")]
    [InlineData("\"as_double\":7.0")]
    public void A_sum_is_whole_or_broken(string number) =>
        Assert.Equal(7, Read("sum", $"\"is_monotonic\":true,{number}")!.Value.Sum);

    [Fact]
    public void What_does_not_add_up_is_left_out()
    {
        Assert.Null(Read("gauge", "\"as_int\":7"));
        Assert.Null(Read("summary", "\"count\":7"));
        Assert.Null(PointReader.Read("name", "sum", Some.Noon, "{}"));
    }

    private static MetricPoint? Read(string kind, string point) => PointReader.Read(
        "name", kind, Some.Noon, $$$"""{"resource":{"service.name":"gus"},"point":{{{{point}}}}}""");
}

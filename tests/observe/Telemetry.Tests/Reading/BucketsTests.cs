using System.Globalization;
using Dashboard.Telemetry.Reading;
using Xunit;

namespace Dashboard.Telemetry.Tests.Reading;

public sealed class BucketsTests
{
    [Theory]
    [InlineData("UTC", "2026-11-22T23:59:59Z", "2026-11-22T00:00:00Z")]
    [InlineData("America/New_York", "2026-11-22T04:59:59Z", "2026-11-21T05:00:00Z")]
    [InlineData("America/New_York", "2026-11-22T05:00:00Z", "2026-11-22T05:00:00Z")]
    [InlineData("Asia/Kathmandu", "2026-11-22T18:14:59Z", "2026-11-21T18:15:00Z")]
    [InlineData("Asia/Kathmandu", "2026-11-22T18:15:00Z", "2026-11-22T18:15:00Z")]
    public void A_day_begins_at_midnight_of_its_zone(string zone, string at, string start) =>
        Assert.Equal(Time(start), BucketOf(MetricsStep.Day, zone, at));

    [Theory]
    [InlineData("2026-03-08T12:00:00Z", "2026-03-08T05:00:00Z", "2026-03-09T04:00:00Z")]
    [InlineData("2026-11-01T12:00:00Z", "2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z")]
    public void A_day_of_the_clock_change_has_23_or_25_hours(string at, string start, string next)
    {
        Assert.Equal(Time(start), BucketOf(MetricsStep.Day, "America/New_York", at));
        Assert.Equal(Time(next), BucketOf(MetricsStep.Day, "America/New_York", next));
    }

    [Fact]
    public void A_day_whose_midnight_is_skipped_begins_after_the_gap() =>
        Assert.Equal(Time("2026-09-06T04:00:00Z"), BucketOf(MetricsStep.Day, "America/Santiago", "2026-09-06T12:00:00Z"));

    [Theory]
    [InlineData("Asia/Kolkata", "2026-11-22T10:29:00Z", "2026-11-22T09:30:00Z")]
    [InlineData("Europe/Berlin", "2026-11-22T10:29:00Z", "2026-11-22T10:00:00Z")]
    public void An_hour_is_one_of_the_wall_clock(string zone, string at, string start) =>
        Assert.Equal(Time(start), BucketOf(MetricsStep.Hour, zone, at));

    [Fact]
    public void The_hour_that_comes_twice_is_two_hours()
    {
        Assert.Equal(Time("2026-10-25T00:00:00Z"), BucketOf(MetricsStep.Hour, "Europe/Berlin", "2026-10-25T00:30:00Z"));
        Assert.Equal(Time("2026-10-25T01:00:00Z"), BucketOf(MetricsStep.Hour, "Europe/Berlin", "2026-10-25T01:30:00Z"));
    }

    private static DateTimeOffset BucketOf(MetricsStep step, string zone, string at) =>
        new Buckets(step, TimeZoneInfo.FindSystemTimeZoneById(zone), default).Of(Time(at));

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}

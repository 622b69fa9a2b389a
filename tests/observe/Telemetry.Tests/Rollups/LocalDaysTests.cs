using System.Globalization;
using Dashboard.Telemetry.Rollups;
using Xunit;

namespace Dashboard.Telemetry.Tests.Rollups;

public sealed class LocalDaysTests
{
    [Theory]
    [InlineData("Europe/Berlin", "2026-07-01T12:00:00Z", "2026-06-30T22:00:00Z", "2026-07-01T22:00:00Z")]
    [InlineData("Europe/Berlin", "2026-10-25T12:00:00Z", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z")]
    [InlineData("Asia/Kathmandu", "2026-11-22T18:14:59Z", "2026-11-21T18:15:00Z", "2026-11-22T18:15:00Z")]
    [InlineData("America/Santiago", "2026-09-05T12:00:00Z", "2026-09-05T04:00:00Z", "2026-09-06T04:00:00Z")]
    [InlineData("Pacific/Apia", "2011-12-29T20:00:00Z", "2011-12-29T10:00:00Z", "2011-12-30T10:00:00Z")]
    public void A_day_ends_where_the_next_one_begins(string zone, string at, string start, string end)
    {
        var days = new LocalDays(TimeZoneInfo.FindSystemTimeZoneById(zone));

        Assert.Equal((Time(start), Time(end)), (days.StartOf(Time(at)), days.EndOf(Time(at))));
        Assert.Equal(Time(end), days.StartOf(Time(end)));
    }

    [Fact]
    public void Zones_with_other_days_have_other_hashes_and_other_names_of_one_zone_the_same()
    {
        byte[] Hash(string zone) => LocalDays.HashOf(TimeZoneInfo.FindSystemTimeZoneById(zone));

        Assert.NotEqual(Hash("Europe/Berlin"), Hash("Europe/London"));
        Assert.NotEqual(Hash("Asia/Kolkata"), Hash("Asia/Kathmandu"));
        Assert.Equal(Hash("Asia/Kolkata"), Hash("Asia/Calcutta"));
    }

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}

using Dashboard.Ui.Numbers;
using Xunit;

namespace Dashboard.Ui.Tests.Numbers;

public sealed class TimeFormatTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 13, 32, 7, TimeSpan.Zero);
    private static readonly TimeZoneInfo Zurich = TimeZoneInfo.FindSystemTimeZoneById("Europe/Zurich");

    [Theory]
    [InlineData("2026-11-22T13:32:07Z", "14:32:07")]
    [InlineData("2026-11-21T23:00:00Z", "00:00:00")]
    [InlineData("2026-11-21T22:59:59Z", "21 Nov 23:59")]
    [InlineData("2026-07-01T07:12:00Z", "1 Jul 09:12")]
    [InlineData("2025-11-18T09:12:00Z", "18 Nov 2025")]
    [InlineData("2025-12-31T23:30:00Z", "1 Jan 00:30")]
    public void A_moment_says_as_little_as_is_unambiguous(string at, string expected) =>
        Assert.Equal(expected, TimeFormat.Moment(Parse(at), Now, Zurich));

    [Theory]
    [InlineData("2026-11-22T13:32:07Z", "14:32")]
    [InlineData("2026-11-17T10:40:00Z", "17 Nov 11:40")]
    public void A_minute_leaves_the_seconds_out(string at, string expected) =>
        Assert.Equal(expected, TimeFormat.Minute(Parse(at), Now, Zurich));

    [Theory]
    [InlineData(0, "0.0 s ago")]
    [InlineData(-5, "0.0 s ago")]
    [InlineData(0.2, "0.2 s ago")]
    [InlineData(0.96, "1 s ago")]
    [InlineData(41, "41 s ago")]
    [InlineData(59.6, "1 min ago")]
    [InlineData(130, "2 min ago")]
    [InlineData(10_800, "3 h ago")]
    [InlineData(1_036_800, "12 d ago")]
    public void An_age_has_one_unit(double seconds, string expected) =>
        Assert.Equal(expected, TimeFormat.Age(TimeSpan.FromSeconds(seconds)).Replace('\u202F', ' '));

    [Theory]
    [InlineData(0.24, "240 ms old")]
    [InlineData(0.0041, "4 ms old")]
    [InlineData(38, "38 s old")]
    [InlineData(-1, "0 ms old")]
    public void Live_data_are_old_in_milliseconds(double seconds, string expected) =>
        Assert.Equal(expected, TimeFormat.Old(TimeSpan.FromSeconds(seconds)).Replace('\u202F', ' '));

    [Fact]
    public void Machines_read_utc()
    {
        var at = new DateTimeOffset(2026, 11, 22, 14, 32, 7, 120, TimeSpan.FromHours(1));
        Assert.Equal("2026-11-22T13:32:07.12Z", TimeFormat.Iso(at));
        Assert.Equal("2026-11-22 14:32:07.120 +01:00", TimeFormat.Full(at, Zurich));
    }

    private static DateTimeOffset Parse(string text) =>
        DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}

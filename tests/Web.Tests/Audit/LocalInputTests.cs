using Dashboard.Web.Audit;
using Xunit;

namespace Dashboard.Web.Tests.Audit;

public sealed class LocalInputTests
{
    private static readonly TimeZoneInfo _berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData("2026-11-22T14:03", "2026-11-22T13:03:00Z")]
    [InlineData("2026-07-22T14:03:07", "2026-07-22T12:03:07Z")]
    [InlineData("2026-03-29T02:30", "2026-03-29T01:30:00Z")] // skipped in spring
    [InlineData("2026-10-25T02:30", "2026-10-25T01:30:00Z")] // shown twice in autumn
    public void The_wall_clock_of_the_reader_is_meant(string text, string instant) =>
        Assert.Equal(DateTimeOffset.Parse(instant, null), LocalInput.Parse(text, _berlin));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("half past two")]
    public void What_is_no_time_is_none(string? text) => Assert.Null(LocalInput.Parse(text, _berlin));

    [Fact]
    public void A_time_is_shown_as_it_was_entered()
    {
        const string Entered = "2026-11-22T14:03:00";

        Assert.Equal(Entered, LocalInput.Of(LocalInput.Parse(Entered, _berlin), _berlin));
    }

    [Fact]
    public void A_range_of_days_holds_the_first_and_the_last_as_the_reader_counts_them()
    {
        var day = new DateTime(2026, 10, 25); // 25 hours long

        Assert.Equal(DateTimeOffset.Parse("2026-10-24T22:00:00Z", null), LocalInput.Start(day, _berlin));
        Assert.Equal(DateTimeOffset.Parse("2026-10-25T23:00:00Z", null), LocalInput.End(day, _berlin));
        Assert.Equal(day, LocalInput.LastDay(LocalInput.End(day, _berlin), _berlin));
        Assert.Null(LocalInput.Start(null, _berlin));
        Assert.Null(LocalInput.End(DateTime.MaxValue, _berlin));
    }
}

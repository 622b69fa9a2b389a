using Dashboard.Telemetry.Searching;
using Xunit;

namespace Dashboard.Telemetry.Tests.Searching;

public sealed class ScanPaceTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly ScanPace _pace = new(Hour);

    [Fact]
    public void Quick_statements_read_more_of_the_past_but_no_more_than_four_times_as_much()
    {
        Assert.Equal(Hour, _pace.Next(left: null));
        _pace.Took(Hour, TimeSpan.FromMilliseconds(1));
        Assert.Equal(Hour * 4, _pace.Next(left: null));
    }

    [Fact]
    public void Slow_statements_read_what_should_take_forty_milliseconds()
    {
        _pace.Took(Hour, TimeSpan.FromMilliseconds(400));
        Assert.Equal(TimeSpan.FromMinutes(6), _pace.Next(left: null));
        _pace.Took(TimeSpan.FromMinutes(3), TimeSpan.FromMilliseconds(30));
        Assert.Equal(TimeSpan.FromMinutes(4), _pace.Next(left: null));
    }

    [Fact]
    public void A_quick_look_at_the_rest_of_a_day_does_not_shorten_the_next()
    {
        _pace.Took(TimeSpan.FromSeconds(30), TimeSpan.FromMilliseconds(1));
        Assert.Equal(Hour, _pace.Next(left: null));
    }

    [Theory]
    [InlineData(200, 60)]
    [InlineData(10, 15)]
    public void The_last_statement_reads_what_the_time_is_left_for(int leftMilliseconds, int minutes) =>
        Assert.Equal(TimeSpan.FromMinutes(minutes), _pace.Next(TimeSpan.FromMilliseconds(leftMilliseconds)));

    [Fact]
    public void Never_nothing_and_never_more_than_a_year()
    {
        Assert.Equal(TimeSpan.FromSeconds(1), _pace.Next(TimeSpan.FromMilliseconds(-5)));
        _pace.Took(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(100));
        Assert.Equal(TimeSpan.FromSeconds(1), _pace.Next(left: null));
        _pace.Took(TimeSpan.FromDays(300), TimeSpan.Zero);
        Assert.Equal(TimeSpan.FromDays(366), _pace.Next(left: null));
    }
}

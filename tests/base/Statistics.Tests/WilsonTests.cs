using Xunit;

namespace Dashboard.Statistics.Tests;

public sealed class WilsonTests
{
    // The published example of Newcombe's first paper: 81 of 263, Wilson without continuity correction.
    [Fact]
    public void The_interval_agrees_with_the_published_example()
    {
        var (low, high) = Wilson.Interval(81, 263);
        Assert.Equal(0.2553, low, 4);
        Assert.Equal(0.3662, high, 4);
    }

    // Newcombe's second paper, contrast a: 56/70 against 48/80, method 10.
    [Fact]
    public void The_difference_agrees_with_the_published_example()
    {
        var (low, high) = Wilson.Difference(48, 80, 56, 70);
        Assert.Equal(0.0524, low, 4);
        Assert.Equal(0.3339, high, 4);
    }

    [Fact]
    public void No_hits_and_all_hits_stay_within_zero_and_one()
    {
        Assert.Equal(0, Wilson.Interval(0, 30).Low);
        Assert.Equal(1, Wilson.Interval(30, 30).High);
        Assert.Equal((0, 1), Wilson.Interval(0, 0));
    }

    [Fact]
    public void Impossible_counts_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Wilson.Interval(5, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => Wilson.Interval(-1, 4));
    }
}

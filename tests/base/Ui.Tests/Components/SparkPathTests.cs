using Dashboard.Ui.Components;
using Xunit;

namespace Dashboard.Ui.Tests.Components;

public sealed class SparkPathTests
{
    [Fact]
    public void A_line_runs_from_edge_to_edge() =>
        Assert.Equal("M0 26L70 14L140 2", SparkPath.Build([0, 5, 10], 0, 2));

    [Fact]
    public void An_unknown_value_breaks_the_line() =>
        Assert.Equal("M0 26L46.67 14M140 2h0.01", SparkPath.Build([0, 5, null, 10], 0, 3));

    [Fact]
    public void Only_the_asked_part_is_drawn_on_the_scale_of_all()
    {
        Assert.Equal("M0 26L70 14", SparkPath.Build([0, 5, 10], 0, 1));
        Assert.Equal("M70 14L140 2", SparkPath.Build([0, 5, 10], 1, 2));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public void Equal_values_are_a_level_line(double value)
    {
        var path = SparkPath.Build([value, value], 0, 1);
        var heights = path.Split('M', 'L').Skip(1).Select(point => point.Split(' ')[1]).Distinct();
        Assert.Single(heights);
    }

    [Fact]
    public void Nothing_known_draws_nothing()
    {
        Assert.Equal("", SparkPath.Build([], 0, -1));
        Assert.Equal("", SparkPath.Build([null, null], 0, 1));
    }
}

using Xunit;

namespace Dashboard.Statistics.Tests;

public sealed class RatioEstimateTests
{
    [Fact]
    public void The_mean_is_that_of_all_calls_and_not_of_the_steps()
    {
        var estimate = RatioEstimate.Of([(1000, 1), (9 * 2000, 9)]);
        Assert.Equal(1900, estimate.Mean, 9);
        Assert.Equal((2, 10L), (estimate.Batches, estimate.Calls));
    }

    // By hand: means 10, 20, 30 of one call each; mean 20, s² = 100, standard error 10/√3.
    [Fact]
    public void With_one_call_a_step_the_error_is_that_of_a_plain_mean() =>
        Assert.Equal(10 / Math.Sqrt(3), RatioEstimate.Of([(10, 1), (20, 1), (30, 1)]).StandardError, 9);

    [Fact]
    public void Steps_without_calls_do_not_count() =>
        Assert.Equal(2, RatioEstimate.Of([(10, 1), (0, 0), (20, 1)]).Batches);

    [Fact]
    public void The_interval_covers_the_true_change_about_95_times_in_100()
    {
        var random = new Random(20261122);
        var covered = 0;
        const int Trials = 1000;
        for (var trial = 0; trial < Trials; trial++)
        {
            var former = RatioEstimate.Of(Draw(random, 20, mean: 1000));
            var serving = RatioEstimate.Of(Draw(random, 20, mean: 1200));
            var (low, high) = RatioEstimate.ChangeInterval(former, serving)!.Value;
            covered += low <= 0.2 && 0.2 <= high ? 1 : 0;
        }

        Assert.InRange(covered, 930, 980);
    }

    [Fact]
    public void Too_few_steps_or_nothing_before_give_no_interval()
    {
        var four = RatioEstimate.Of([(1, 1), (2, 1), (3, 1), (2, 1)]);
        var free = RatioEstimate.Of([(0, 1), (0, 1), (0, 1), (0, 1), (0, 1)]);
        Assert.Null(RatioEstimate.ChangeInterval(four, four));
        Assert.Null(RatioEstimate.ChangeInterval(free, free));
        Assert.Null(RatioEstimate.Change(free, four));
    }

    [Theory]
    [InlineData(1, 12.706)]
    [InlineData(10, 2.228)]
    [InlineData(30, 2.042)]
    [InlineData(60, 2.0003)]
    [InlineData(100_000, 1.96)]
    public void The_quantile_agrees_with_the_tables(double degrees, double expected) =>
        Assert.Equal(expected, StudentT.Quantile(degrees), 2);

    // Exponential durations whose level drifts from step to step, as real traffic's does.
    private static IEnumerable<(double, long)> Draw(Random random, int steps, double mean)
    {
        for (var step = 0; step < steps; step++)
        {
            var calls = random.Next(5, 40);
            var level = mean * (1 + (0.2 * (random.NextDouble() - 0.5)));
            var total = Enumerable.Range(0, calls).Sum(_ => -level * Math.Log(1 - random.NextDouble()));
            yield return (total, calls);
        }
    }
}

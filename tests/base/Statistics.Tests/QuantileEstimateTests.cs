using Xunit;

namespace Dashboard.Statistics.Tests;

public sealed class QuantileEstimateTests
{
    private const double TrueP95 = 5.180; // of a log-normal call with median 1 and sigma 1

    [Fact]
    public void The_interval_of_a_change_that_is_none_holds_zero_in_about_95_of_100_cases()
    {
        var random = new Random(11);
        var holds = Enumerable.Range(0, 500).Count(_ =>
        {
            var interval = QuantileEstimate.ChangeInterval(Sample(random, 1), Sample(random, 1))!.Value;
            return interval.Low <= 0 && interval.High >= 0;
        });
        Assert.InRange(holds, 460, 495);
    }

    [Fact]
    public void A_third_more_is_seen()
    {
        var random = new Random(12);
        var (low, high) = QuantileEstimate.ChangeInterval(Sample(random, 1), Sample(random, 1.33))!.Value;
        Assert.InRange(0.33, low, high);
        Assert.True(low > 0);
    }

    [Fact]
    public void The_value_is_that_of_all_calls_and_not_the_mean_of_the_steps() =>
        Assert.Equal(7, QuantileEstimate.Of([(1, 100), (2, 100)], merged: 7).Value);

    [Fact]
    public void Small_steps_do_not_count_and_few_give_no_interval()
    {
        var small = QuantileEstimate.Of(Enumerable.Repeat((2.0, 19L), 50), 2);
        var few = QuantileEstimate.Of(Enumerable.Repeat((2.0, 100L), 4), 2);
        Assert.Equal(0, small.Sections);
        Assert.Null(QuantileEstimate.ChangeInterval(small, small));
        Assert.Null(QuantileEstimate.ChangeInterval(few, few));
    }

    [Fact]
    public void Calls_that_resemble_their_neighbours_do_not_feign_certainty()
    {
        var random = new Random(13);
        var independent = Sample(random, 1);
        var moody = Sample(random, 1, mood: 0.5);
        Assert.True(moody.StandardError / moody.Value > 1.5 * independent.StandardError / independent.Value);
        Assert.InRange(independent.Value, 0.9 * TrueP95, 1.1 * TrueP95);
    }

    // Forty steps of 100 calls; each step has a mood of its own.
    private static QuantileEstimate Sample(Random random, double scale, double mood = 0)
    {
        var steps = Enumerable.Range(0, 40)
            .Select(_ => Math.Exp(mood * Normal(random)))
            .Select(factor => Enumerable.Range(0, 100).Select(_ => scale * factor * Math.Exp(Normal(random))).ToList())
            .ToList();
        return QuantileEstimate.Of(
            steps.Select(step => (P95(step), (long)step.Count)), P95([.. steps.SelectMany(step => step)]));
    }

    private static double P95(List<double> values)
    {
        values.Sort();
        return values[(int)Math.Ceiling(0.95 * values.Count) - 1];
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}

using Dashboard.Explorer.ClientMetrics;
using Xunit;

namespace Dashboard.Explorer.Tests.ClientMetrics;

public sealed class DistributionTests
{
    [Fact]
    public void A_quantile_lies_within_its_bucket_as_if_values_were_spread_evenly()
    {
        var values = new Distribution();
        values.Add(0, 10, 50);
        values.Add(10, 20, 50);

        Assert.Equal(5, values.Quantile(0.25));
        Assert.Equal(10, values.Quantile(0.5));
        Assert.Equal(19, values.Quantile(0.95)!.Value, 6);
    }

    [Fact]
    public void The_open_buckets_give_the_bound_that_they_have()
    {
        var values = new Distribution();
        values.Add(double.NegativeInfinity, 4, 10);
        values.Add(8, double.PositiveInfinity, 10);

        Assert.InRange(values.Quantile(0.25)!.Value, 0, 4);
        Assert.Equal(8, values.Quantile(0.99));
    }

    [Fact]
    public void Without_values_there_is_no_quantile() => Assert.Null(new Distribution().Quantile(0.5));

    [Fact]
    public void What_is_taken_back_was_never_there()
    {
        var (values, earlier) = (new Distribution(), new Distribution());
        values.Add(0, 1, 5);
        values.Add(1, 2, 5);
        earlier.Add(0, 1, 5);

        values.Subtract(earlier);

        Assert.Equal([(2, 5)], values.Buckets);
    }

    [Fact]
    public void Buckets_of_one_bound_are_one_bucket()
    {
        var values = new Distribution();
        values.Add(0, 2, 3);
        values.Add(1, 2, 4);

        Assert.Equal([(2, 7)], values.Buckets);
    }
}

using CsCheck;
using Dashboard.Costs.OwnModel;
using Dashboard.Events;
using Xunit;

namespace Dashboard.Costs.Tests.OwnModel;

public sealed class OwnModelPlanTests
{
    private static readonly DateOnly s_now = new(2026, 11, 22);

    [Fact]
    public void A_growing_volume_breaks_even_in_the_first_month_in_which_the_gpu_is_not_dearer()
    {
        // $12 a day is $365 a month and grows by a tenth; one GPU at $1 an hour is $730 a month: 365 × 1.1^8 > 730.
        var plan = OwnModelPlan.Of(Volume(360, peak: 10), new OwnModelInputs(1, 1_000, 0.1m), s_now);
        Assert.Equal(new DateOnly(2026, 12, 1), plan.Months[0].Month);
        Assert.Equal(Nanodollars.FromDollars(401.5m), plan.Months[0].Api);
        Assert.Equal(Nanodollars.FromDollars(730), plan.Months[0].Own);
        Assert.Equal(new DateOnly(2027, 7, 1), plan.BreakEven!.Month);
    }

    [Theory]
    [InlineData(1_000, 1)]
    [InlineData(1_001, 2)]
    [InlineData(0, 1)]
    public void The_busiest_hour_decides_how_many_gpus_are_needed(int peak, int expected) =>
        Assert.Equal(
            expected, OwnModelPlan.Of(Volume(1, peak), new OwnModelInputs(1, 1_000, 0), s_now).Months[^1].Gpus);

    [Fact]
    public void A_cheap_api_never_breaks_even() =>
        Assert.Null(OwnModelPlan.Of(Volume(1, peak: 10), new OwnModelInputs(1, 1_000, 0), s_now).BreakEven);

    [Fact]
    public void From_the_break_even_on_the_own_model_is_never_dearer() =>
        Gen.Select(
            Gen.Long[0, 100_000], Gen.Long[0, 100_000], Gen.Long[1, 2_000], Gen.Long[1, 50_000], Gen.Int[-50, 100])
            .Sample((dollars, peak, cents, speed, growth) =>
            {
                var inputs = new OwnModelInputs(cents / 100m, speed, growth / 100m);
                var plan = OwnModelPlan.Of(Volume(dollars, peak), inputs, s_now);
                var after = plan.Months.Where(month => month.Month >= plan.BreakEven?.Month);
                return after.All(month => month.Own <= month.Api)
                    && plan.Months.Where(month => month.Month < plan.BreakEven?.Month)
                        .TakeLast(1).All(month => month.Own > month.Api);
            });

    private static MeasuredVolume Volume(decimal dollars, decimal peak) =>
        new(30, Nanodollars.FromDollars(dollars), 1_000, 1_000_000, peak, 0);
}

using Dashboard.Telemetry.Partitions;
using Xunit;

namespace Dashboard.Telemetry.Tests.Partitions;

public sealed class PartitionPlanTests
{
    private static readonly DateTimeOffset Now = Some.Noon;

    [Fact]
    public void Days_near_today_get_a_partition_each() =>
        Assert.Equal(
            PartitionRange.Day(new DateOnly(2026, 9, 1)), PartitionPlan.RangeFor(new DateOnly(2026, 9, 1), Now, []));

    [Fact]
    public void A_backfill_of_former_years_gets_a_partition_a_year() =>
        Assert.Equal(PartitionRange.Year(2023), PartitionPlan.RangeFor(new DateOnly(2023, 11, 16), Now, []));

    [Fact]
    public void A_year_that_has_days_already_goes_on_in_days() =>
        Assert.Equal(
            PartitionRange.Day(new DateOnly(2023, 11, 16)),
            PartitionPlan.RangeFor(
                new DateOnly(2023, 11, 16), Now, [PartitionRange.Day(new DateOnly(2023, 12, 31))]));

    [Fact]
    public void A_partition_is_dropped_when_its_last_instant_is_too_old()
    {
        var range = PartitionRange.Day(new DateOnly(2026, 8, 1));
        var keep = TimeSpan.FromDays(90);

        Assert.False(PartitionPlan.IsExpired(range, range.From, keep, range.To + keep));
        Assert.True(PartitionPlan.IsExpired(range, range.From, keep, range.To + keep + TimeSpan.FromTicks(1)));
    }

    [Fact]
    public void A_backfilled_partition_is_kept_from_its_making() =>
        Assert.False(PartitionPlan.IsExpired(PartitionRange.Year(2023), Now.AddDays(-1), TimeSpan.FromDays(90), Now));

    [Theory]
    [InlineData(2026, "calls_2026_11_22")]
    [InlineData(2023, "calls_2023")]
    public void A_partition_is_named_by_its_time(int year, string name)
    {
        var range = year == 2023 ? PartitionRange.Year(year) : PartitionRange.Day(new DateOnly(year, 11, 22));

        Assert.Equal(name, range.NameFor("calls"));
    }
}

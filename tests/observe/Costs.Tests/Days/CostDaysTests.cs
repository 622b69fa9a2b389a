using CsCheck;
using Dashboard.Costs.Days;
using Dashboard.Events;
using Dashboard.Telemetry;
using Dashboard.Telemetry.Reading;
using Dashboard.Telemetry.Rollups;
using Xunit;

namespace Dashboard.Costs.Tests.Days;

public sealed class CostDaysTests
{
    private static readonly DateOnly s_first = new(2026, 11, 1);
    private static readonly CostScope s_scope = new(ProjectId.First, null, null, TimeZoneInfo.Utc);

    private static readonly Gen<(int Day, int Route, long Nano)[]> s_rows =
        Gen.Select(Gen.Int[0, 29], Gen.Int[0, 9], Gen.Long[0, 1_000_000_000_000]).Array[0, 60];

    [Fact]
    public void The_groups_and_what_is_left_over_sum_to_the_whole_on_every_day() =>
        Gen.Select(s_rows, Gen.Int[1, 12]).Sample((rows, top) =>
        {
            var days = Of(rows);
            var groups = days.Groups(top);
            return groups.Count <= top + 1
                && days.Total.CostNano == rows.Sum(row => row.Nano)
                && days.Days.Select((day, i) => day.Sums == groups.Aggregate(
                    default(CallCounters), (sum, group) => sum + group.Days[i])).All(equal => equal);
        });

    [Fact]
    public void The_dearest_come_first_and_the_others_are_counted()
    {
        var groups = Of([(0, 1, 10), (1, 2, 30), (2, 3, 20), (2, 4, 5)]).Groups(top: 2);
        Assert.Equal(["r2", "r3", null], groups.Select(group => group.Name));
        Assert.Equal((true, 2, 15L), (groups[2].IsRest, groups[2].Members, groups[2].Total.CostNano));
    }

    [Fact]
    public void A_single_group_is_never_called_the_others()
    {
        var groups = Of([(0, 1, 10), (1, 2, 30), (2, 3, 20)]).Groups(top: 2);
        Assert.Equal(["r2", "r3", "r1"], groups.Select(group => group.Name));
        Assert.DoesNotContain(groups, group => group.IsRest);
    }

    private static CostDays Of((int Day, int Route, long Nano)[] rows)
    {
        var days = new CostDays(s_scope, Dimension.Route, s_first, s_first.AddDays(29));
        foreach (var (day, route, nano) in rows)
        {
            var key = new SeriesKey(ProjectId.First, "r" + route, null, null, null, null, null);
            var sums = new CallCounters { Calls = 1, PricedCalls = 1, CostNano = nano };
            days.Add(new CostRow(s_scope.StartOf(s_first.AddDays(day)).AddHours(13), key, null, sums));
        }

        return days;
    }
}

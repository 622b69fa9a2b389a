using Dashboard.Statistics;
using Dashboard.Web.Demo;
using Xunit;

namespace Dashboard.Web.Tests.Demo;

public sealed class DemoHistoryTests
{
    private static readonly DateTimeOffset _end = new(2026, 11, 22, 21, 7, 0, TimeSpan.Zero);

    public static TheoryData<int> HoursOfADay => [.. Enumerable.Range(0, 24)];

    [Fact]
    public void The_same_seed_gives_the_same_calls() => Assert.Equal(Calls(_end, 1), Calls(_end, 1));

    [Fact]
    public void Another_seed_gives_other_calls() => Assert.NotEqual(Calls(_end, 1), Calls(_end, 2));

    [Fact]
    public void No_call_ends_after_the_present() =>
        Assert.All(Calls(_end, 1), call => Assert.True(call.Start + call.Duration < _end));

    [Fact]
    public void Every_day_has_the_same_number_and_mix_of_calls_in_every_hour()
    {
        var whole = DemoHistory.Before(_end, route => route.TakeoverBefore(_end), seed: 1, days: 9)
            .Where(call => call.Start >= _end.AddDays(-8) && call.Start < new DateTimeOffset(2026, 11, 22, 0, 0, 0, default))
            .GroupBy(call => (call.Route.Name, call.Start.Date, call.Start.Hour))
            .Select(hour => (hour.Key.Name, hour.Key.Hour, hour.Key.Date, Calls: hour.Count()))
            .Where(hour => hour.Date > _end.AddDays(-8).Date)
            .ToList();

        Assert.Equal(7 * 24 * DemoRoute.All.Count, whole.Count);
        Assert.All(
            whole.GroupBy(hour => (hour.Name, hour.Hour)),
            days => Assert.Single(days.Select(day => day.Calls).Distinct()));
        Assert.All(
            DemoRoute.All, route => Assert.Equal(route.CallsPerDay, DemoHistory.ByHour(route).Sum()));
    }

    [Theory]
    [MemberData(nameof(HoursOfADay))]
    public void The_story_is_the_same_at_every_hour_of_the_day(int hour)
    {
        var end = new DateTimeOffset(2026, 11, 22, hour, 23, 0, TimeSpan.Zero);
        foreach (var seed in new[] { 1, 2, 3 })
        {
            var all = Calls(end, seed).Where(call => call.Start >= end.AddDays(-1)).ToList();
            var gus = all.Where(call => call.Route.Name == "demo-gus").ToList();
            var (before, since) = (Version(gus, "v1"), Version(gus, "v2"));

            Assert.InRange(all.Sum(Dollars), 14.5m, 15.5m);
            Assert.InRange(gus.Sum(Dollars), 14.5m, 15.3m);
            Assert.InRange((before.Sum(Dollars) / before.Count) / (since.Sum(Dollars) / since.Count), 0.98m, 1.02m);

            Assert.InRange(Seconds(since), 2.45, 2.55);
            Assert.InRange(Seconds(before), 1.87, 1.97);
            Assert.True(Seconds(since[^(since.Count / 4)..]) > 1.2 * Seconds(since[..(since.Count / 4)]));

            var ((former, formerN), (now, n)) = (Downs(before), Downs(since));
            Assert.InRange(((double)now / n) - ((double)former / formerN), 0.09, 0.11);
            Assert.True(Wilson.Difference(former, formerN, now, n).Low > 0.02);
        }
    }

    private static IReadOnlyList<DemoCall> Calls(DateTimeOffset end, int seed) =>
        DemoHistory.Before(end, route => route.TakeoverBefore(end), seed, days: 2);

    private static List<DemoCall> Version(List<DemoCall> calls, string version) =>
        calls.FindAll(call => call.Version.Name == version);

    private static double Seconds(List<DemoCall> calls) => calls.Average(call => call.Duration.TotalSeconds);

    private static (long Down, long Votes) Downs(List<DemoCall> calls) =>
        (calls.Count(call => call.IsLiked == false), calls.Count(call => call.IsLiked is not null));

    private static decimal Dollars(DemoCall call) => call.ErrorType is not null
        ? 0
        : (((call.InputTokens - call.CachedTokens) * call.Route.Model.Input)
            + (call.CachedTokens * call.Route.Model.Cached) + (call.OutputTokens * call.Route.Model.Output)) / 1_000_000m;
}

using Dashboard.Web.Demo;
using Xunit;

namespace Dashboard.Web.Tests.Demo;

public sealed class DemoDayTests
{
    private static readonly DateTimeOffset _end = new(2026, 11, 22, 21, 0, 0, TimeSpan.Zero);
    private readonly IReadOnlyList<DemoCall> _day = DemoDay.Before(_end, seed: 1);

    [Fact]
    public void The_same_seed_gives_the_same_day() => Assert.Equal(_day, DemoDay.Before(_end, seed: 1));

    [Fact]
    public void Another_seed_gives_another_day() => Assert.NotEqual(_day, DemoDay.Before(_end, seed: 2));

    [Fact]
    public void Every_call_lies_within_the_24_hours() => Assert.All(_day, call =>
    {
        Assert.InRange(call.Start, _end.AddDays(-1), _end);
        Assert.True(call.Start + call.Duration <= _end);
    });

    [Fact]
    public void The_new_version_of_gus_is_slower_talks_more_and_fails_more_often()
    {
        var before = _day.Where(call => call is { Route.Name: "gus", Version.Name: "v1" }).ToList();
        var after = _day.Where(call => call is { Route.Name: "gus", Version.Name: "v2" }).ToList();

        Assert.True(Seconds(after) > 1.2 * Seconds(before));
        Assert.True(Length(after) > 1.2 * Length(before));
        Assert.True(Failures(after) > 2 * Failures(before));

        static double Seconds(List<DemoCall> calls) => calls.Average(call => call.Duration.TotalSeconds);
        static double Length(List<DemoCall> calls) => calls.Where(Works).Average(call => call.OutputTokens);
        static double Failures(List<DemoCall> calls) => (double)calls.Count(call => !Works(call)) / calls.Count;
    }

    [Fact]
    public void The_new_version_of_gus_is_liked_less_by_about_ten_points()
    {
        Assert.InRange(DownRate("v2") - DownRate("v1"), 0.05, 0.15);

        double DownRate(string version) => _day
            .Where(call => call.Route.Name == "gus" && call.Version.Name == version && call.IsLiked is not null)
            .Average(call => call.IsLiked!.Value ? 0.0 : 1.0);
    }

    [Fact]
    public void Gus_costs_about_15_dollars_a_day()
    {
        // gpt-4o: $2.50 per million input tokens, $1.25 of them cached, $10.00 per million output tokens.
        var dollars = _day.Where(call => call.Route.Name == "gus" && Works(call)).Sum(call =>
            (((call.InputTokens - call.CachedTokens) * 2.5m) + (call.CachedTokens * 1.25m) + (call.OutputTokens * 10m))
                / 1_000_000m);

        Assert.InRange(dollars, 12m, 20m);
    }

    private static bool Works(DemoCall call) => call.ErrorType is null;
}

using Dashboard.Deployments.Routes;
using Dashboard.Events;
using Dashboard.EventStore;
using Dashboard.Web.Demo;
using Dashboard.Web.Tests.Acceptance;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dashboard.Web.Tests.Demo;

public sealed class DemoDeploymentTests(TestConsole console) : IClassFixture<TestConsole>
{
    private static readonly DateTimeOffset _end = new(2026, 11, 22, 21, 7, 0, TimeSpan.Zero);
    private readonly DemoRoute _route = DemoRoute.All[0] with { Name = "demo-" + Guid.NewGuid().ToString("N") };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private EventStore.EventStore Store => console.Services.GetRequiredService<EventStore.EventStore>();

    [Fact]
    public async Task Another_run_within_two_hours_adds_no_decision()
    {
        var first = await RegisterAsync(_end);
        var second = await RegisterAsync(_end.AddHours(1));

        Assert.Equal(_route.TakeoverBefore(_end), first);
        Assert.Equal(first, second);
        var standing = await StandingAsync(revisions: 2);
        Assert.Equal(["v1", "v2"], standing.Periods.Select(period => period.Version));
        Assert.Equal(first, standing.Serving.From);
        Assert.Equal("v1", standing.TargetVersion);
        Assert.True(DemoDeployment.IsDemo(standing));
    }

    [Fact]
    public async Task A_later_run_tells_the_story_anew_whatever_was_decided_in_between()
    {
        await RegisterAsync(_end);
        var standing = await StandingAsync(revisions: 2);
        var undone = new RouteRolledBack(
            1, _route.Name, 3, 2, 1, standing.State.Revisions[0].Content, Guid.NewGuid(), _end.AddDays(2));
        await AppendAsync(2, undone, "tried the button");

        var end = _end.AddDays(2).AddMinutes(5);
        await RegisterAsync(end);

        standing = await StandingAsync(revisions: 5);
        Assert.Equal(["v1", "v2"], standing.Periods.Select(period => period.Version));
        Assert.Equal(_route.TakeoverBefore(end), standing.Serving.From);
        Assert.Equal("v1", standing.TargetVersion);
        Assert.All(standing.Periods, period => Assert.True((period.To ?? end) > period.From));
    }

    [Fact]
    public async Task A_route_of_somebody_else_with_the_same_name_is_left_alone()
    {
        var content = new RouteContent("ours", [new WeightedVersion("v9", 100)], "session", "s", null);
        await AppendAsync(0, new RouteDeployed(1, _route.Name, 1, content), reason: null);

        Assert.Null(await RegisterAsync(_end));
        var standing = await StandingAsync(revisions: 1);
        Assert.Equal("v9", standing.Serving.Version);
        Assert.False(DemoDeployment.IsDemo(standing));
    }

    [Fact]
    public void The_names_say_that_they_are_the_demonstrations()
    {
        Assert.All(DemoRoute.Names, name => Assert.StartsWith("demo-", name, StringComparison.Ordinal));
        Assert.All(DemoModel.All, model => Assert.StartsWith("demo-", model.Name, StringComparison.Ordinal));
    }

    private Task<DateTimeOffset?> RegisterAsync(DateTimeOffset end) =>
        new DemoDeployment(Store, "cli:test").RegisterAsync(_route, end, Ct);

    private async Task AppendAsync(long version, object fact, string? reason) => Assert.IsType<AppendResult.Appended>(
        await Store.AppendAsync($"route:1:{_route.Name}", "Route", version, [fact], new EventContext("person:1", reason), Ct));

    private async Task<RouteStanding> StandingAsync(int revisions)
    {
        var routes = console.Services.GetRequiredService<RouteQueries>();
        while (true)
        {
            var change = routes.NextChange;
            if (routes.Standing(ProjectId.First, _route.Name) is { } standing && standing.State.Revisions.Count == revisions)
            {
                return standing;
            }

            await change.WaitAsync(Ct);
        }
    }
}

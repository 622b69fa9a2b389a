using Dashboard.Events;
using Dashboard.Web.Demo;
using Dashboard.Web.Tests.Acceptance;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dashboard.Web.Tests.Demo;

public sealed class DemoDeploymentTests(TestConsole console) : IClassFixture<TestConsole>
{
    private static readonly DateTimeOffset _end = new(2026, 11, 22, 21, 0, 0, TimeSpan.Zero);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_second_day_changes_nothing_and_nobody_is_ever_served()
    {
        await RegisterAsync(_end);
        await RegisterAsync(_end.AddHours(3));

        var store = console.Services.GetRequiredService<EventStore.EventStore>();
        var facts = new List<object?>();
        await foreach (var stored in store.ReadStreamAsync($"route:{ProjectId.First}:gus", Ct))
        {
            facts.Add(stored.Data);
        }

        var revisions = facts.OfType<RouteDeployed>().ToList();
        Assert.Equal(["v1", "v2"], revisions.Select(revision => revision.Content.Split.Single().Version));
        Assert.Equal(DemoDay.UpdateOf(DemoRoute.All[0], _end), revisions[1].DecidedAt);
        Assert.All(revisions, revision => Assert.True(DemoModels.Holds(revision.Content.Model)));
    }

    [Fact]
    public void The_later_version_takes_over_where_the_calls_of_the_day_say_so()
    {
        var revisions = DemoDeployment.Revisions(DemoRoute.All[0], _end).ToList();
        var first = DemoDay.Before(_end, seed: 1).First(call => call is { Route.Name: "gus", Version.Name: "v2" });

        Assert.InRange(first.Start - revisions[1].DecidedAt!.Value, TimeSpan.FromMinutes(-1), TimeSpan.FromMinutes(10));
        Assert.True(revisions[0].DecidedAt <= DemoDay.StartOf(_end));
    }

    private Task RegisterAsync(DateTimeOffset end) => DemoDeployment.RegisterAsync(
        console.Services.GetRequiredService<EventStore.EventStore>(), end, "cli:test", Ct);
}

using System.Text.Json;
using Dashboard.EventStore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dashboard.Deployments.Tests.Routes;

public sealed class RouteEndpointsTests(ConsoleFixture fixture) : IClassFixture<ConsoleFixture>
{
    private readonly DeploymentConsole _console = fixture.Console;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_deploy_and_a_rollback_are_in_force_when_they_are_answered()
    {
        var (created, _) = await _console.DeployAsync("v1:100", "quick");
        Assert.Equal((201, "v1:100"), (created, _console.Serves("quick")));
        var (changed, _) = await _console.DeployAsync("v2:100", "quick");
        Assert.Equal((200, "v2:100"), (changed, _console.Serves("quick")));

        var (status, body) = await _console.PostAsync("/api/routes/quick/rollback", new { reason = "too slow" });

        Assert.Equal((200, "v1:100"), (status, _console.Serves("quick")));
        Assert.Equal(3, body.GetProperty("revision").GetInt32());
        Assert.Equal(1, body.GetProperty("restores").GetInt32());
        Assert.Equal("rolled_back", body.GetProperty("kind").GetString());
        Assert.True(body.GetProperty("durable").GetBoolean());
        Assert.Equal(JsonValueKind.Null, body.GetProperty("rollback_to").ValueKind);
        Assert.Equal(3, _console.Table.Current.Find(Events.ProjectId.First, "quick")!.Revision);
    }

    [Fact]
    public async Task The_history_says_who_did_what_when_and_why_and_a_reason_may_follow()
    {
        await _console.DeployAsync("v1:100", "told");
        await _console.SendAsync(
            HttpMethod.Put, "/api/routes/told", RouteStory.Command("v2:100") with { Reason = "better" });
        await _console.PostAsync("/api/routes/told/rollback");

        Assert.Equal(
            200, (await _console.PostAsync("/api/routes/told/revisions/3/reason", new { reason = "it lied" })).Status);

        var (_, history) = await _console.GetAsync("/api/routes/told/history");
        var items = history.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal([3, 2, 1], items.Select(item => item.GetProperty("revision").GetInt32()));
        Assert.Equal(["it lied", "better", null], items.Select(item => item.GetProperty("reason").GetString()));
        Assert.Equal(
            ["rolled_back", "deployed", "deployed"], items.Select(item => item.GetProperty("kind").GetString()));
        Assert.Equal("key:environment", items[0].GetProperty("explained_by").GetString());
        Assert.All(items, item => Assert.Equal("key:environment", item.GetProperty("actor").GetString()));
        Assert.Equal("it lied", await fixture.Db.ReadAsync<string>(
            "SELECT headers ->> 'reason' FROM mt_events WHERE stream_id = 'route:1:told' AND version = 4"));
    }

    [Fact]
    public async Task A_canary_walks_its_steps_and_can_be_aborted()
    {
        await _console.DeployAsync("v1:100", "canary");
        await _console.SendAsync(
            HttpMethod.Put, "/api/routes/canary", RouteStory.Command("v1:95 v2:5") with { Steps = [5, 25, 100] });

        Assert.Equal(200, (await _console.PostAsync("/api/routes/canary/promote")).Status);
        Assert.Equal("v1:75 v2:25", _console.Serves("canary"));
        Assert.Equal(200, (await _console.PostAsync("/api/routes/canary/abort", new { reason = "errors" })).Status);
        Assert.Equal("v1:100", _console.Serves("canary"));
        var (status, problem) = await _console.PostAsync("/api/routes/canary/promote");
        Assert.Equal((409, "urn:dashboard:no-rollout"), (status, problem.GetProperty("type").GetString()));
    }

    [Fact]
    public async Task A_rollback_with_nothing_left_is_a_conflict()
    {
        await _console.DeployAsync("v1:100", "first");

        var (status, problem) = await _console.PostAsync("/api/routes/first/rollback", new { reason = "x" });

        Assert.Equal((409, "urn:dashboard:nothing-to-roll-back-to"), (status, problem.GetProperty("type").GetString()));
        Assert.Equal(404, (await _console.PostAsync("/api/routes/nowhere/rollback", new { reason = "x" })).Status);
        Assert.Equal(404, (await _console.PostAsync("/api/routes/first/rollback", new { to_revision = 9 })).Status);
    }

    [Fact]
    public async Task Who_decides_on_an_older_revision_is_told_who_was_first()
    {
        await _console.DeployAsync("v1:100", "stale");
        await _console.DeployAsync("v2:100", "stale");

        var (status, problem) = await _console.SendAsync(
            HttpMethod.Put, "/api/routes/stale", RouteStory.Command("v3:100") with { IfRevision = 1 });

        Assert.Equal((409, "urn:dashboard:route-conflict"), (status, problem.GetProperty("type").GetString()));
        Assert.Contains(
            "Revision 2 of 'stale' came first: key:environment deployed (v2 100 %)",
            problem.GetProperty("detail").GetString(),
            StringComparison.Ordinal);
        Assert.Equal("v2:100", _console.Serves("stale"));
    }

    [Theory]
    [InlineData("""{"model":"gus","split":[{"version":"v1","weight":60}]}""", "split")]
    [InlineData("""{"model":"gus","split":[]}""", "split")]
    [InlineData("""{"model":"gus","split":[null]}""", "split")]
    [InlineData("""{"model":"gus"}""", "split")]
    [InlineData("""{"model":"gus","split":[{"version":"v9","weight":100}]}""", "split")]
    [InlineData("""{"model":"gus","split":[{"version":"v1","weight":100}],"sticky":"moon"}""", "sticky")]
    [InlineData("""{"split":[{"version":"v1","weight":100}]}""", "model")]
    public async Task A_route_that_makes_no_sense_is_answered_with_what_to_change(string body, string field)
    {
        var (status, problem) = await _console.SendAsync(HttpMethod.Put, "/api/routes/bad", body);

        Assert.Equal((400, "urn:dashboard:invalid-route"), (status, problem.GetProperty("type").GetString()));
        Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _), problem.ToString());
        Assert.Null(_console.Serves("bad"));
    }

    [Fact]
    public async Task Projects_have_routes_of_their_own_and_reading_is_not_deploying()
    {
        await _console.DeployAsync("v1:100", "mine");
        var other = await _console.KeyAsync(2, "read", "deploy");
        var reader = await _console.KeyAsync(1, "read");

        Assert.Equal(404, (await _console.SendAsync(HttpMethod.Get, "/api/routes/mine", null, other)).Status);
        Assert.Equal(404, (await _console.SendAsync(HttpMethod.Post, "/api/routes/mine/rollback", null, other)).Status);
        Assert.Equal(
            403, (await _console.SendAsync(HttpMethod.Post, "/api/routes/mine/rollback", null, reader)).Status);
        Assert.Equal(200, (await _console.SendAsync(HttpMethod.Get, "/api/routes", null, reader)).Status);
    }

    [Fact]
    public async Task Changes_in_a_time_range_are_markers_with_what_was_before()
    {
        await _console.DeployAsync("v1:100", "marked");
        await _console.DeployAsync("v2:100", "marked");
        var route = _console.Queries.Find(Events.ProjectId.First, "marked")!;

        var markers = _console.Queries.Markers(
            Events.ProjectId.First, route.Find(2)!.By.At, route.Find(2)!.By.At.AddTicks(10));

        var marker = Assert.Single(markers, marker => marker.Route == "marked");
        Assert.Equal((2, 1), (marker.Revision.Number, marker.Before!.Number));
        Assert.Equal(1, _console.Queries.RollbackTarget(Events.ProjectId.First, "marked")!.Number);
    }

    [Fact]
    public async Task Read_models_are_as_replayed_and_the_audit_chain_holds()
    {
        await _console.DeployAsync("v1:100", "replayed");
        await _console.DeployAsync("v1:50 v2:50", "replayed");
        await _console.PostAsync("/api/routes/replayed/rollback", new { reason = "x" });
        await _console.PostAsync("/api/routes/replayed/revisions/3/reason", new { reason = "y" });
        await _console.PostAsync("/api/models/gus/versions/v1/evaluations", new { name = "speed", value = 12.5 });
        var projections = _console.Services.GetRequiredService<Projections>();
        string[] ours = ["connections", "model_versions", "routes"];
        var before = await RowsAsync();

        Assert.Empty(await projections.VerifyAsync(Ct));
        foreach (var name in ours)
        {
            await projections.RebuildAsync(name, Ct);
        }

        Assert.Equal(before, await RowsAsync());
        Assert.True((await _console.Services.GetRequiredService<EventStore.EventStore>().VerifyAsync(Ct)).Ok);
    }

    private async Task<string?> RowsAsync() => await fixture.Db.ReadAsync<string>("""
        SELECT concat_ws(' ',
            (SELECT string_agg(x::text, ' ' ORDER BY name) FROM connections x),
            (SELECT string_agg(x::text, ' ' ORDER BY model, version) FROM model_versions x),
            (SELECT string_agg(x::text, ' ' ORDER BY position) FROM version_evaluations x),
            (SELECT string_agg(x::text, ' ' ORDER BY route) FROM routes x),
            (SELECT string_agg(x::text, ' ' ORDER BY route, revision) FROM route_revisions x))
        """);
}

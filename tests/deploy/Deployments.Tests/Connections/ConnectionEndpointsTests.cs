using System.Text.Json;
using Dashboard.Events;
using Dashboard.EventStore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dashboard.Deployments.Tests.Connections;

public sealed class ConnectionEndpointsTests(ConsoleFixture fixture) : IClassFixture<ConsoleFixture>
{
    private readonly DeploymentConsole _console = fixture.Console;

    [Fact]
    public async Task An_approved_connection_is_listed_with_who_approved_it()
    {
        var (status, _) = await _console.PostAsync("/api/connections", new
        {
            name = "openai",
            base_url = "https://api.openai.com/v1/",
            api_key_env = "NOT_SET_API_KEY",
            reason = "contract 7",
        });

        Assert.Equal(201, status);
        var listed = await FindAsync("openai");
        Assert.Equal("https://api.openai.com/v1", listed.GetProperty("base_url").GetString());
        Assert.False(listed.GetProperty("api_key_set").GetBoolean());
        Assert.Equal(JsonValueKind.Null, listed.GetProperty("notice").ValueKind);
        Assert.Equal("key:environment", listed.GetProperty("created_by").GetString());
        Assert.Equal("contract 7", await fixture.Db.ReadAsync<string>(
            "SELECT headers ->> 'reason' FROM mt_events WHERE stream_id = 'connection:openai'"));
    }

    [Theory]
    [InlineData("DASHBOARD_ADMIN_KEY")]
    [InlineData("dashboard_db")]
    [InlineData("Dashboard_Anything")]
    [InlineData("sk-1234")]
    [InlineData("A B")]
    [InlineData("AWS_SECRET_ACCESS_KEY")]
    [InlineData("PGPASSWORD")]
    [InlineData("openai_api_key")]
    public async Task The_consoles_own_variables_what_is_none_and_what_is_not_listed_are_refused(string variable)
    {
        var (status, problem) = await _console.PostAsync(
            "/api/connections", new { name = "x", base_url = "https://api.example.com", api_key_env = variable });

        Assert.Equal(400, status);
        Assert.Equal("urn:dashboard:invalid-connection", problem.GetProperty("type").GetString());
        Assert.True(problem.GetProperty("errors").TryGetProperty("api_key_env", out _));
    }

    [Fact]
    public async Task A_variable_that_was_recorded_before_it_left_the_list_is_kept_with_a_notice()
    {
        await fixture.Console.Services.GetRequiredService<EventStore.EventStore>().AppendAsync(
            "connection:early",
            "Connection",
            null,
            [new ConnectionApproved("early", "https://early.example.com/v1", "EARLY_TOKEN")],
            new EventContext("person:ada", null, null),
            TestContext.Current.CancellationToken);
        var same = new { name = "early", base_url = "https://early.example.com/v1", api_key_env = "EARLY_TOKEN" };
        var another = same with { name = "later" };

        Assert.Equal(200, (await _console.PostAsync("/api/connections", same)).Status);
        Assert.Equal(400, (await _console.PostAsync("/api/connections", another)).Status);
        Assert.Contains(
            "EARLY_TOKEN is not listed in DASHBOARD_UPSTREAM_KEYS (*_API_KEY)",
            (await FindAsync("early")).GetProperty("notice").GetString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_host_is_said_in_the_problem()
    {
        var (status, problem) = await _console.PostAsync(
            "/api/connections", new { name = "meta", base_url = "http://169.254.169.254/" });

        Assert.Equal(400, status);
        Assert.Contains("link-local", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_again_changes_nothing_and_another_content_is_refused()
    {
        var first = new { name = "twice", base_url = "https://one.example.com/v1" };
        Assert.Equal(201, (await _console.PostAsync("/api/connections", first)).Status);
        Assert.Equal(200, (await _console.PostAsync("/api/connections", first)).Status);

        var (status, problem) = await _console.PostAsync(
            "/api/connections", new { name = "twice", base_url = "https://two.example.com/v1" });

        Assert.Equal(409, status);
        Assert.Equal("urn:dashboard:name-taken", problem.GetProperty("type").GetString());
        Assert.Equal(
            1L,
            await fixture.Db.ReadAsync<long>("SELECT count(*) FROM mt_events WHERE stream_id = 'connection:twice'"));
    }

    [Fact]
    public async Task A_retired_connection_takes_no_new_version_and_its_versions_no_traffic()
    {
        await _console.PostAsync("/api/connections", new { name = "old", base_url = "http://127.0.0.1:7/v1" });
        static string Version(string name) =>
            $$"""{"version":"{{name}}","provider":"openai-compatible","connection":"old","upstream_model":"m"}""";
        Assert.Equal(201, (await _console.PostAsync("/api/models/retiree/versions", Version("a"))).Status);

        Assert.Equal(200, (await _console.PostAsync("/api/connections/old/retire", new { reason = "moved" })).Status);

        Assert.Equal(400, (await _console.PostAsync("/api/models/retiree/versions", Version("b"))).Status);
        var (status, problem) = await _console.SendAsync(
            HttpMethod.Put, "/api/routes/retiree", """{"model":"retiree","split":[{"version":"a","weight":100}]}""");
        Assert.Equal((409, "urn:dashboard:retired"), (status, problem.GetProperty("type").GetString()));
        Assert.Equal(409, (await _console.PostAsync(
            "/api/connections", new { name = "old", base_url = "http://127.0.0.1:7/v1" })).Status);
    }

    [Fact]
    public async Task A_connection_over_which_a_route_is_served_stays()
    {
        await _console.DeployAsync("v1:100", "in-use");

        var (status, problem) = await _console.PostAsync("/api/connections/local/retire");

        Assert.Equal((409, "urn:dashboard:in-use"), (status, problem.GetProperty("type").GetString()));
        Assert.Contains("v1 on 'in-use'", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_administrators_see_and_approve_connections()
    {
        var key = await _console.KeyAsync(1, "read", "deploy", "manage");

        Assert.Equal(403, (await _console.SendAsync(HttpMethod.Get, "/api/connections", null, key)).Status);
        Assert.Equal(
            403, (await _console.SendAsync(HttpMethod.Post, "/api/connections", new { name = "x" }, key)).Status);
        Assert.Equal(404, (await _console.PostAsync("/api/connections/nowhere/retire")).Status);
    }

    private async Task<JsonElement> FindAsync(string name) => (await _console.GetAsync("/api/connections")).Body
        .GetProperty("items").EnumerateArray().Single(item => item.GetProperty("name").GetString() == name);
}

using Xunit;

namespace Dashboard.Deployments.Tests.Models;

public sealed class ModelEndpointsTests(ConsoleFixture fixture) : IClassFixture<ConsoleFixture>
{
    private readonly DeploymentConsole _console = fixture.Console;

    [Fact]
    public async Task A_version_keeps_its_notes_lineage_and_evaluations()
    {
        var (status, _) = await _console.PostAsync(
            "/api/models/full/versions",
            """
            {"version":"v1","provider":"llama","connection":"local","gguf":"gus.gguf","adapter":"gus-lora.gguf",
             "notes":"from run 7","lineage":{"base":"v0","dataset":{"id":"gus-7","sha256":"ab"}}}
            """);
        Assert.Equal(201, status);
        Assert.Equal(201, (await _console.PostAsync(
            "/api/models/full/versions/v1/evaluations",
            new { name = "agreement", value = 0.87, samples = 200, dataset = "held-out" })).Status);

        var (_, body) = await _console.GetAsync("/api/models/full/versions/v1");

        Assert.Equal("from run 7", body.GetProperty("notes").GetString());
        Assert.Equal("gus-7", body.GetProperty("lineage").GetProperty("dataset").GetProperty("id").GetString());
        Assert.Equal("v1", body.GetProperty("upstream_model").GetString());
        var evaluation = Assert.Single(body.GetProperty("evaluations").EnumerateArray());
        Assert.Equal(0.87, evaluation.GetProperty("value").GetDouble());
        Assert.Equal("held-out", evaluation.GetProperty("dataset").GetString());
        Assert.Equal("key:environment", body.GetProperty("created_by").GetString());
    }

    [Fact]
    public async Task The_same_again_changes_nothing_whatever_the_order_of_its_lineage_and_another_content_is_refused()
    {
        string Body(string lineage, string model = "m") =>
            $$"""
            {"version":"v1","provider":"openai-compatible","connection":"local","upstream_model":"{{model}}",
             "lineage":{{lineage}}}
            """;

        Assert.Equal(201, (await _console.PostAsync("/api/models/same/versions", Body("""{"a":1,"b":2}"""))).Status);
        Assert.Equal(200, (await _console.PostAsync("/api/models/same/versions", Body("""{"b":2,"a":1}"""))).Status);

        foreach (var other in new[] { Body("""{"a":1,"b":3}"""), Body("null"), Body("""{"a":1,"b":2}""", "other") })
        {
            var (status, problem) = await _console.PostAsync("/api/models/same/versions", other);
            Assert.Equal((409, "urn:dashboard:name-taken"), (status, problem.GetProperty("type").GetString()));
        }

        Assert.Equal(1L, await fixture.Db.ReadAsync<long>(
            "SELECT count(*) FROM mt_events WHERE stream_id = 'model-version:1:same:v1'"));
    }

    [Fact]
    public async Task A_serving_version_may_not_be_retired_and_a_retired_one_may_not_serve_again()
    {
        await _console.DeployAsync("v3:100", "retiring");
        var (status, problem) = await _console.PostAsync("/api/models/gus/versions/v3/retire", new { reason = "old" });
        Assert.Equal((409, "urn:dashboard:in-use"), (status, problem.GetProperty("type").GetString()));

        await _console.DeployAsync("v4:100", "retiring");
        Assert.Equal(
            200, (await _console.PostAsync("/api/models/gus/versions/v3/retire", new { reason = "old" })).Status);
        Assert.Equal(200, (await _console.PostAsync("/api/models/gus/versions/v3/retire")).Status);

        (status, problem) = await _console.DeployAsync("v3:10 v4:90", "retiring");
        Assert.Equal((409, "urn:dashboard:retired"), (status, problem.GetProperty("type").GetString()));
        (status, problem) = await _console.PostAsync(
            "/api/routes/retiring/rollback", new { reason = "back", to_revision = 1 });
        Assert.Equal((409, "urn:dashboard:retired"), (status, problem.GetProperty("type").GetString()));
        Assert.Equal("v4:100", _console.Serves("retiring"));
    }

    [Theory]
    [InlineData("""{"version":"a b","provider":"llama","gguf":"x"}""", "version")]
    [InlineData("""{"version":"v1","provider":"openai"}""", "provider")]
    [InlineData("""{"version":"v1","provider":"openai-compatible","upstream_model":"m"}""", "connection")]
    [InlineData("""{"version":"v1","provider":"openai-compatible","connection":"local"}""", "upstream_model")]
    [InlineData(
        """{"version":"v1","provider":"openai-compatible","connection":"nowhere","upstream_model":"m"}""",
        "connection")]
    [InlineData(
        """{"version":"v1","provider":"openai-compatible","connection":"local","upstream_model":"m","gguf":"x"}""",
        "provider")]
    [InlineData("""{"version":"v1","provider":"llama"}""", "gguf")]
    [InlineData("""{"version":"v1","provider":"llama","gguf":"x","lineage":[1]}""", "lineage")]
    [InlineData("""{"version":null,"provider":"llama","gguf":"x"}""", "version")]
    public async Task A_version_that_makes_no_sense_is_answered_with_what_to_change(string body, string field)
    {
        var (status, problem) = await _console.PostAsync("/api/models/bad/versions", body);

        Assert.Equal((400, "urn:dashboard:invalid-version"), (status, problem.GetProperty("type").GetString()));
        Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _), problem.ToString());
    }

    [Fact]
    public async Task A_llama_version_without_a_connection_is_known_but_cannot_serve()
    {
        await _console.PostAsync(
            "/api/models/lonely/versions", new { version = "v1", provider = "llama", gguf = "x.gguf" });

        var (status, problem) = await _console.SendAsync(
            HttpMethod.Put, "/api/routes/lonely", """{"model":"lonely","split":[{"version":"v1","weight":100}]}""");

        Assert.Equal(409, status);
        Assert.Contains("no connection", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Projects_do_not_see_each_others_versions_and_reading_is_not_deploying()
    {
        var other = await _console.KeyAsync(2, "read", "deploy");
        var reader = await _console.KeyAsync(1, "read");

        Assert.Equal(
            404, (await _console.SendAsync(HttpMethod.Get, "/api/models/gus/versions/v1", null, other)).Status);
        Assert.Equal(
            200, (await _console.SendAsync(HttpMethod.Get, "/api/models/gus/versions/v1", null, reader)).Status);
        var version = new { version = "x" };
        Assert.Equal(
            403, (await _console.SendAsync(HttpMethod.Post, "/api/models/gus/versions", version, reader)).Status);
        var (_, models) = await _console.SendAsync(HttpMethod.Get, "/api/models", null, other);
        Assert.Empty(models.GetProperty("items").EnumerateArray());
    }
}

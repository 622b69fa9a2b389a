using System.Text.Json;
using Dashboard.Telemetry;
using Xunit;

namespace Dashboard.Ingest.Tests;

public sealed class SpanIdentityTests
{
    private static readonly (string, object?) Chat = ("gen_ai.operation.name", "chat");

    [Fact]
    public void The_route_is_the_first_of_its_names_that_is_said()
    {
        Assert.Equal("a", Route([Chat, ("llmops.route", "a")], [("llmops.route", "b")]));
        Assert.Equal("b", Route([Chat, ("gen_ai.agent.name", "c")], [("llmops.route", "b"), ("service.name", "d")]));
        Assert.Equal("c", Route([Chat, ("gen_ai.agent.name", "c")], [("service.name", "d")]));
        Assert.Equal("d", Route([Chat, ("gen_ai.agent.name", "")], [("service.name", "d")]));
        Assert.Equal("default", Route([Chat], []));
    }

    [Fact]
    public void The_version_is_the_first_of_its_names_that_is_said()
    {
        Assert.Equal("1",
            Version([Chat, ("llmops.version", "1"), ("langfuse.version", "3")], [("llmops.version", "2")]));
        Assert.Equal("2", Version([Chat, ("langfuse.version", "3")], [("llmops.version", "2")]));
        Assert.Equal("3",
            Version([Chat, ("langfuse.version", "3"), ("langfuse.release", "4")], [("service.version", "5")]));
        Assert.Equal("4", Version([Chat, ("langfuse.release", "4")], [("service.version", "5")]));
        Assert.Equal("5", Version([Chat], [("service.version", "5")]));
        Assert.Null(Version([Chat], []));
    }

    [Fact]
    public void The_environment_comes_from_the_resource_under_either_name()
    {
        Assert.Equal("prod", Environment(("deployment.environment.name", "prod"), ("deployment.environment", "old")));
        Assert.Equal("old", Environment(("deployment.environment", "old")));

        static string? Environment(params (string, object?)[] resource) =>
            Sent.Span(Chat).Read(resource).Call!.Series.Environment;
    }

    [Theory]
    [InlineData("deployment.environment.name", "staging", "staging")]
    [InlineData("deployment.environment", "staging", "staging")]
    [InlineData("langfuse.environment", "staging", "staging")]
    [InlineData("langfuse.environment", "default", "prod")]
    [InlineData("gen_ai.environment", "staging", "prod")]
    public void A_span_may_name_another_environment_than_its_resource(string key, string value, string expected)
    {
        Assert.Equal(expected, Sent.Span(Chat, (key, value)).Read(("deployment.environment", "prod")).Call!.Series.Environment);
        Assert.Equal(value, Sent.Read(Chat, (key, value)).Call!.Series.Environment);
    }

    [Fact]
    public void Names_that_come_as_JSON_lose_their_quotes() => Assert.Equal(
        ("s-1", "ada"), Names(Sent.Read(Chat, ("mlflow.trace.session", "\"s-1\""), ("mlflow.trace.user", "\"ada\""))));

    private static (string?, string?) Names(SpanRecord record) => (record.SessionId, record.UserId);

    [Fact]
    public void The_model_that_answered_comes_before_the_one_that_was_asked_for()
    {
        Assert.Equal("b", Model(("gen_ai.request.model", "a"), ("gen_ai.response.model", "b")));
        Assert.Equal("a", Model(("gen_ai.request.model", "a")));

        static string? Model(params (string, object?)[] attributes) =>
            Sent.Read([Chat, .. attributes]).Call!.Series.Model;
    }

    [Fact]
    public void A_name_too_long_for_a_key_is_cut_between_characters_and_stays_whole_in_the_raw_attributes()
    {
        var user = new string('u', 255) + "😀 and more";
        var record = Sent.Read(("user.id", user));
        Assert.Equal(new string('u', 255), record.UserId);
        using var raw = JsonDocument.Parse(record.Raw);
        Assert.Equal(user, raw.RootElement.GetProperty("attributes").GetProperty("user.id").GetString());
    }

    private static string Route((string, object?)[] span, (string, object?)[] resource) =>
        Sent.Span(span).Read(resource).Call!.Series.Route;

    private static string? Version((string, object?)[] span, (string, object?)[] resource) =>
        Sent.Span(span).Read(resource).Call!.Series.Version;
}

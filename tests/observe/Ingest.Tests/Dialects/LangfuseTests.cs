using Dashboard.Events;
using Dashboard.Telemetry;
using Xunit;

namespace Dashboard.Ingest.Tests.Dialects;

public sealed class LangfuseTests
{
    [Theory]
    [InlineData("generation", SpanRole.Model, "chat")]
    [InlineData("embedding", SpanRole.Embedding, "embeddings")]
    [InlineData("span", SpanRole.Other, null)]
    [InlineData("event", SpanRole.Other, null)]
    [InlineData("agent", SpanRole.Agent, null)]
    [InlineData("tool", SpanRole.Tool, null)]
    [InlineData("retriever", SpanRole.Retrieval, null)]
    public void The_type_decides_the_role_and_whether_it_is_a_call(string type, SpanRole role, string? call)
    {
        var record = Sent.Read(("langfuse.observation.type", type));
        Assert.Equal((role, call), (record.Role, record.Call?.Operation));
    }

    [Fact]
    public void A_failure_is_a_level_while_the_status_is_unset()
    {
        var record = Sent.Read(
            ("langfuse.observation.type", "generation"), ("langfuse.observation.level", "ERROR"),
            ("langfuse.observation.status_message", "429 Rate limit reached"));
        Assert.Equal((SpanStatus.Error, "429 Rate limit reached"), (record.Status, record.StatusMessage));
        Assert.Equal(SpanStatus.Ok, Sent.Read(("langfuse.observation.level", "WARNING")).Status);
    }

    [Fact]
    public void The_first_token_is_a_quoted_time() =>
        Assert.Equal(
            250_000,
            Sent.Read(
                ("langfuse.observation.type", "generation"),
                ("langfuse.observation.completion_start_time",
                "\"2026-11-22T05:02:24.504Z\"")).Call!.TimeToFirstTokenMicros);

    [Fact]
    public void Its_own_content_comes_before_other_names_and_nothing_is_lost()
    {
        var record = Sent.Read(
            ("langfuse.observation.type", "generation"), ("langfuse.observation.input", "mine"),
            ("gen_ai.input.messages", "theirs"));
        Assert.Equal("mine", record.Input);
        Assert.Contains("theirs", record.Raw, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cost_without_a_total_is_the_sum_of_its_parts()
    {
        Assert.Equal(new Nanodollars(300_000), Cost("""{"input":0.0001,"output":0.0002}"""));
        Assert.Equal(new Nanodollars(300_000), Cost("""{"total":0.0003,"input":7}"""));
        Assert.Null(Cost("""{"total":-1}"""));
        Assert.Null(Cost("nonsense"));

        static Nanodollars? Cost(string json) => Sent.Read(
            ("langfuse.observation.type", "generation"),
            ("langfuse.observation.cost_details", json)).Call!.ReportedCost;
    }
}

using Dashboard.Events;
using Dashboard.Telemetry;
using Xunit;

namespace Dashboard.Ingest.Tests.Dialects;

public sealed class OpenInferenceTests
{
    [Theory]
    [InlineData("LLM", SpanRole.Model, "chat")]
    [InlineData("EMBEDDING", SpanRole.Embedding, "embeddings")]
    [InlineData("CHAIN", SpanRole.Chain, null)]
    [InlineData("RETRIEVER", SpanRole.Retrieval, null)]
    [InlineData("RERANKER", SpanRole.Reranker, null)]
    [InlineData("TOOL", SpanRole.Tool, null)]
    [InlineData("AGENT", SpanRole.Agent, null)]
    [InlineData("GUARDRAIL", SpanRole.Guardrail, null)]
    [InlineData("EVALUATOR", SpanRole.Evaluator, null)]
    public void The_kind_decides_the_role_and_whether_it_is_a_call(string kind, SpanRole role, string? call)
    {
        var record = Sent.Read(("openinference.span.kind", kind));
        Assert.Equal((role, call), (record.Role, record.Call?.Operation));
    }

    [Fact]
    public void Counts_include_their_details()
    {
        var call = Sent.Read(
            ("openinference.span.kind", "LLM"), ("llm.provider", "openai"), ("llm.model_name", "gpt-4o-mini"),
            ("llm.token_count.prompt", 42), ("llm.token_count.completion", 17),
            ("llm.token_count.prompt_details.cache_read", 16), ("llm.token_count.prompt_details.audio", 6),
            ("llm.token_count.completion_details.reasoning", 4), ("llm.cost.total", 0.5)).Call!;
        Assert.Equal(
            new TokenCounts { InputUncached = 20, CacheRead = 16, AudioInput = 6, OutputText = 13, Reasoning = 4 },
            call.Tokens);
        Assert.Equal(("openai", "gpt-4o-mini"), (call.Series.Provider, call.Series.Model));
        Assert.Equal(new Nanodollars(500_000_000), call.ReportedCost);
    }

    [Fact]
    public void Numbered_messages_are_folded_into_JSON_in_the_order_of_their_numbers()
    {
        var record = Sent.Read(
            ("openinference.span.kind", "LLM"),
            ("llm.input_messages.10.message.role", "user"),
            ("llm.input_messages.2.message.role", "system"),
            ("llm.input_messages.2.message.content", "be brief"),
            ("llm.input_messages.10.message.contents.0.message_content.type", "text"),
            ("llm.input_messages.10.message.contents.0.message_content.text", "hi"),
            ("llm.output_messages.0.message.role", "assistant"),
            ("llm.output_messages.0.message.tool_calls.0.tool_call.function.name", "get_weather"),
            ("input.value", "kept"));
        Assert.Equal(
            """[{"role":"system","content":"be brief"},{"role":"user","contents":[{"type":"text","text":"hi"}]}]""",
            record.Input);
        Assert.Equal("""[{"role":"assistant","tool_calls":[{"function":{"name":"get_weather"}}]}]""", record.Output);
        Assert.Contains("\"attributes\":{\"openinference.span.kind\":\"LLM\",\"input.value\":\"kept\"}", record.Raw,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_of_two_billion_costs_no_memory() =>
        Assert.Equal(
            """[{"role":"user"}]""",
            Sent.Read(("openinference.span.kind", "LLM"),
                ("llm.input_messages.2147483647.message.role", "user")).Input);
}

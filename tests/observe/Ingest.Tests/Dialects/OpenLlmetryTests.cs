using Dashboard.Telemetry;
using Xunit;

namespace Dashboard.Ingest.Tests.Dialects;

public sealed class OpenLlmetryTests
{
    [Theory]
    [InlineData("workflow", SpanRole.Chain)]
    [InlineData("task", SpanRole.Chain)]
    [InlineData("agent", SpanRole.Agent)]
    [InlineData("tool", SpanRole.Tool)]
    public void Its_wrappers_are_no_calls(string kind, SpanRole role)
    {
        var record = Sent.Read(
            ("traceloop.span.kind", kind), ("traceloop.entity.input", "{}"), ("gen_ai.usage.input_tokens", 5));
        Assert.Equal((role, null, "{}"), (record.Role, record.Call, record.Input));
    }

    [Theory]
    [InlineData("chat", "chat", SpanRole.Model)]
    [InlineData("completion", "text_completion", SpanRole.Model)]
    [InlineData("embedding", "embeddings", SpanRole.Embedding)]
    [InlineData("rerank", null, SpanRole.Reranker)]
    public void Former_inference_spans_say_their_type(string type, string? operation, SpanRole role)
    {
        var record = Sent.Read(("llm.request.type", type));
        Assert.Equal((role, operation), (record.Role, record.Call?.Operation));
    }

    [Fact]
    public void Former_messages_are_numbered_attributes()
    {
        var record = Sent.Read(
            ("llm.request.type", "chat"), ("gen_ai.prompt.0.role", "user"), ("gen_ai.prompt.0.content", "hi"),
            ("gen_ai.completion.0.role", "assistant"), ("gen_ai.completion.0.finish_reason", "stop"),
            ("traceloop.association.properties.user_id", "u"), ("traceloop.association.properties.session_id", "s"));
        Assert.Equal("""[{"role":"user","content":"hi"}]""", record.Input);
        Assert.Equal("""[{"role":"assistant","finish_reason":"stop"}]""", record.Output);
        Assert.Equal(("stop", "u", "s"), (record.Call!.FinishReason, record.UserId, record.SessionId));
    }

    [Fact]
    public void The_name_of_a_prompt_is_not_one_of_its_messages() =>
        Assert.Equal(
            ("summary@3", null),
            Sent.Read(("llm.request.type", "chat"), ("gen_ai.prompt.name", "summary"),
                ("gen_ai.prompt.version", "3")) is var record
                ? (record.Call!.Series.Prompt, record.Input)
                : default);
}

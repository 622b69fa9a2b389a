using Dashboard.Telemetry;
using Xunit;

namespace Dashboard.Ingest.Tests.Dialects;

/// <summary>Frameworks whose own words tell more than the names of OpenTelemetry beside them.</summary>
public sealed class FrameworkTests
{
    [Theory]
    [InlineData("llm", "chat", SpanRole.Model, "chat")]
    [InlineData("prompt", "chat", SpanRole.Chain, null)]
    [InlineData("retriever", "embeddings", SpanRole.Retrieval, null)]
    [InlineData("chain", "chat", SpanRole.Chain, null)]
    [InlineData("tool", "execute_tool", SpanRole.Tool, null)]
    [InlineData("embedding", "embeddings", SpanRole.Embedding, "embeddings")]
    public void LangSmiths_kind_tells_what_is_an_inference(string kind, string operation, SpanRole role, string? call)
    {
        var record = Sent.Read(
            ("langsmith.span.kind", kind), ("gen_ai.operation.name", operation), ("gen_ai.system", "openai"),
            ("gen_ai.request.model", "gpt-4o"), ("gen_ai.usage.input_tokens", 42),
            ("gen_ai.prompt", """{"messages":[{"role":"user","content":"hi"}]}"""));

        Assert.Equal((role, call), (record.Role, record.Call?.Operation));
        Assert.Equal(["user: hi"], Sent.Shown(record.Input));
    }

    [Fact]
    public void Genkits_model_is_a_call_with_the_usage_of_its_output()
    {
        var record = Sent.Read(
            ("genkit:type", "action"), ("genkit:metadata:subtype", "model"), ("genkit:name", "googleai/gemini-2.5-flash"),
            ("genkit:input", """{"messages":[{"role":"user","content":[{"text":"hi"}]}],"config":{}}"""),
            ("genkit:output",
                """
                {"message":{"role":"model","content":[{"text":"yo"}]},"finishReason":"stop",
                 "usage":{"inputTokens":42,"outputTokens":17}}
                """));

        Assert.Equal(("generate_content", "gemini-2.5-flash", "gcp.gemini", "stop"),
            (record.Call!.Operation, record.Call.RequestModel, record.Call.Series.Provider, record.Call.FinishReason));
        Assert.Equal((42, 17), (record.Call.Tokens!.Value.Input, record.Call.Tokens.Value.Output));
        Assert.Equal(["user: hi"], Sent.Shown(record.Input));
        Assert.Equal(["model: yo"], Sent.Shown(record.Output, "assistant"));
    }

    [Theory]
    [InlineData("flow", SpanRole.Chain)]
    [InlineData("tool", SpanRole.Tool)]
    [InlineData("retriever", SpanRole.Retrieval)]
    public void Genkits_other_actions_are_no_calls(string type, SpanRole role)
    {
        var record = Sent.Read(("genkit:type", "action"), ("genkit:metadata:subtype", type), ("genkit:input", "\"hi\""));

        Assert.Equal((role, null, "\"hi\""), (record.Role, record.Call, record.Input));
    }

    [Theory]
    [InlineData("gen_ai.tool.name", "weather")]
    [InlineData("mcp.method.name", "tools/call")]
    public void The_run_of_a_tool_is_one_without_an_operation_too(string key, string value) => Assert.Equal(
        (SpanRole.Tool, null), Sent.Read((key, value)) is var record ? (record.Role, record.Call) : default);
}

using Dashboard.Events;
using Dashboard.Telemetry;
using Dashboard.Telemetry.Messages;
using Xunit;

namespace Dashboard.Ingest.Tests.Dialects;

public sealed class VercelAiTests
{
    [Theory]
    [InlineData("ai.generateText.doGenerate", SpanRole.Model, "chat")]
    [InlineData("ai.streamObject.doStream", SpanRole.Model, "chat")]
    [InlineData("ai.embedMany.doEmbed", SpanRole.Embedding, "embeddings")]
    [InlineData("ai.generateText", SpanRole.Chain, null)]
    [InlineData("ai.embed", SpanRole.Chain, null)]
    [InlineData("ai.toolCall", SpanRole.Tool, null)]
    public void Only_provider_calls_are_calls(string operation, SpanRole role, string? call)
    {
        var record = Sent.Read(("ai.operationId", operation), ("openinference.span.kind", "LLM"));
        Assert.Equal((role, call), (record.Role, record.Call?.Operation));
    }

    [Fact]
    public void Its_details_complete_the_counts_that_it_gives_under_other_names()
    {
        var call = Sent.Read(
            ("ai.operationId", "ai.streamText.doStream"), ("gen_ai.system", "openai.responses"),
            ("gen_ai.usage.input_tokens", 42), ("gen_ai.usage.output_tokens", 17), ("ai.usage.cachedInputTokens", 16),
            ("ai.usage.reasoningTokens", 4), ("ai.response.msToFirstChunk", 15.5), ("ai.telemetry.functionId", "greet"),
            ("ai.response.providerMetadata", """{"openai":{"serviceTier":"flex"}}""")).Call!;
        Assert.Equal(new TokenCounts { InputUncached = 26, CacheRead = 16, OutputText = 13, Reasoning = 4 },
            call.Tokens);
        Assert.Equal(15_500, call.TimeToFirstTokenMicros);
        Assert.Equal(("openai", "greet", "flex"), (call.Series.Provider, call.Series.Prompt, call.ServiceTier));
    }

    [Fact]
    public void Anthropics_cache_writes_hide_in_the_metadata_of_the_provider() =>
        Assert.Equal(
            new TokenCounts { InputUncached = 10, CacheWrite = 2000, OutputText = 5 },
            Sent.Read(
                ("ai.operationId", "ai.generateText.doGenerate"), ("ai.model.provider", "anthropic.messages"),
                ("ai.usage.promptTokens", 10), ("ai.usage.completionTokens", 5),
                ("ai.response.providerMetadata", """{"anthropic":{"cacheCreationInputTokens":2000}}""")).Call!.Tokens);

    [Theory]
    [InlineData("ai.embed.doEmbed")]
    [InlineData("ai.embedMany.doEmbed")]
    public void What_vectors_are_made_of_loses_the_quotes_of_its_JSON(string operation)
    {
        var many = Sent.Read(
            ("ai.operationId", operation), ("ai.values", new object?[] { "\"a sunny day\"", "\"ein \\\"Tag\\\"\"", "{\"a\":1}" }));
        Assert.Equal(["user: a sunny day", "user: ein \"Tag\"", "user: {\"a\":1}"], Sent.Shown(many.Input));
        Assert.StartsWith("a sunny day", MessagePreview.Of(many.Input), StringComparison.Ordinal);
        Assert.DoesNotContain("sunny", many.Raw, StringComparison.Ordinal);

        var one = Sent.Read(("ai.operationId", operation), ("ai.value", "\"a sunny day\""));
        Assert.Equal("a sunny day", one.Input);
    }

    [Fact]
    public void The_parts_of_an_answer_are_put_together()
    {
        Assert.Equal("hello", Output(("ai.response.text", "hello")));
        Assert.Equal("""{"a":1}""", Output(("ai.response.object", """{"a":1}""")));
        Assert.Equal(
            """{"role":"assistant","content":"wait","tool_calls":[{"toolName":"t"}]}""",
            Output(("ai.response.text", "wait"), ("ai.response.toolCalls", """[{"toolName":"t"}]""")));

        static string? Output(params (string, object?)[] parts) =>
            Sent.Read([("ai.operationId", "ai.generateText.doGenerate"), .. parts]).Output;
    }
}

using Dashboard.Events;
using Dashboard.Telemetry;
using Dashboard.Telemetry.Messages;
using Xunit;

namespace Dashboard.Ingest.Tests.Dialects;

public sealed class MlflowTests
{
    private const string Inputs =
        """{"model":"gpt-4o-mini","messages":[{"role":"system","content":"be brief"},{"role":"user","content":"hi"}]}""";

    private const string Outputs =
        """
        {"id":"chatcmpl-1","model":"gpt-4o-mini-2024-07-18","choices":[{"index":0,"finish_reason":"stop",
         "message":{"role":"assistant","content":"yo"}}],"usage":{"prompt_tokens":42}}
        """;

    [Theory]
    [InlineData("\"CHAT_MODEL\"")]
    [InlineData("\"LLM\"")]
    [InlineData("LLM")]
    public void A_model_span_is_a_call_with_usage_content_and_names(string type)
    {
        var record = Sent.Read(
            ("mlflow.traceRequestId", "\"tr-1\""), ("mlflow.spanType", type), ("mlflow.spanInputs", Inputs),
            ("mlflow.spanOutputs", Outputs), ("mlflow.trace.session", "\"talk-7\""),
            ("mlflow.chat.tokenUsage",
                """{"input_tokens":42,"output_tokens":17,"total_tokens":59,"cache_read_input_tokens":16}"""),
            ("mlflow.llm.provider", "\"openai\""), ("mlflow.llm.cost", """{"input_cost":0.00001,"total_cost":0.0000153}"""));

        var call = record.Call!;
        Assert.Equal((SpanRole.Model, "chat", "openai"), (record.Role, call.Operation, call.Series.Provider));
        Assert.Equal(
            ("gpt-4o-mini", "gpt-4o-mini-2024-07-18", "chatcmpl-1"), (call.RequestModel, call.ResponseModel, call.ResponseId));
        Assert.Equal(new TokenCounts { InputUncached = 26, CacheRead = 16, OutputText = 17 }, call.Tokens);
        Assert.Equal(new Nanodollars(15_300), call.ReportedCost);
        Assert.Equal("talk-7", record.SessionId);
        Assert.Equal(["system: be brief", "user: hi"], Sent.Shown(record.Input));
        Assert.Equal(["assistant: yo"], Sent.Shown(record.Output, "assistant"));
        Assert.Equal("hi", MessagePreview.Of(record.Input));
    }

    [Theory]
    [InlineData("AGENT", SpanRole.Agent)]
    [InlineData("CHAIN", SpanRole.Chain)]
    [InlineData("WORKFLOW", SpanRole.Chain)]
    [InlineData("TOOL", SpanRole.Tool)]
    [InlineData("RETRIEVER", SpanRole.Retrieval)]
    [InlineData("RERANKER", SpanRole.Reranker)]
    [InlineData("GUARDRAIL", SpanRole.Guardrail)]
    [InlineData("EVALUATOR", SpanRole.Evaluator)]
    [InlineData("UNKNOWN", SpanRole.Other)]
    public void Other_types_are_no_calls_even_where_they_repeat_usage(string type, SpanRole role)
    {
        var record = Sent.Read(
            ("mlflow.spanType", $"\"{type}\""), ("mlflow.spanInputs", """{"city":"Oslo"}"""), ("mlflow.spanOutputs", "\"rain\""),
            ("mlflow.chat.tokenUsage", """{"input_tokens":42}"""));

        Assert.Equal((role, null), (record.Role, record.Call));
        Assert.Equal("""{"city":"Oslo"}""", record.Input);
        Assert.Equal(["tool: rain"], Sent.Shown(record.Output, "tool"));
    }

    [Fact]
    public void Embeddings_are_calls() => Assert.Equal(
        "embeddings", Sent.Read(("mlflow.spanType", "\"EMBEDDING\""), ("mlflow.spanInputs", """{"input":"hi"}""")).Call?.Operation);

    [Fact]
    public void Structures_are_read_like_their_JSON()
    {
        (string, object?)[] message = [("role", "user"), ("content", "hi")];
        (string, object?)[] inputs = [("messages", new object?[] { message })];
        (string, object?)[] usage = [("input_tokens", 42), ("output_tokens", 17)];
        var record = Sent.Read(("mlflow.spanType", "LLM"), ("mlflow.spanInputs", inputs), ("mlflow.chat.tokenUsage", usage));

        Assert.Equal(["user: hi"], Sent.Shown(record.Input));
        Assert.Equal(59, record.Call!.Tokens!.Value.Input + record.Call.Tokens.Value.Output);
    }

    [Fact]
    public void LangChains_lists_of_lists_keep_who_says_what()
    {
        var record = Sent.Read(
            ("mlflow.spanType", "\"CHAT_MODEL\""),
            ("mlflow.spanInputs", """[[{"content":"be brief","type":"system"},{"content":"hi","type":"human"}]]"""),
            ("mlflow.spanOutputs",
                """{"generations":[[{"text":"yo","message":{"content":"yo","type":"ai"}}]],"llm_output":null}"""));

        Assert.Equal(["system: be brief", "user: hi"], Sent.Shown(record.Input));
        Assert.Equal(["assistant: yo"], Sent.Shown(record.Output, "assistant"));
    }
}

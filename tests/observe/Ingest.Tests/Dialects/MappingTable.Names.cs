using System.Text.Json;
using Dashboard.Events;
using Dashboard.Telemetry;

namespace Dashboard.Ingest.Tests.Dialects;

internal static partial class MappingTable
{
    private const string Hello = """[{"role":"user","content":"hi"}]""";

    public static IEnumerable<MappingCell> Names() =>
    [
        .. Row("provider", call => call.Series.Provider, "mistral_ai", "mistral",
            ("OTel", "gen_ai.provider.name"), ("OTel", "gen_ai.system"), ("OI", "llm.provider"), ("OI", "llm.system"),
            ("TL", "gen_ai.system"), ("V6", "gen_ai.system"), ("V6", "ai.model.provider"), ("LL", "gen_ai.system")),
        .. Row("request model", call => call.RequestModel, "m", "m",
            ("OTel", "gen_ai.request.model"), ("OI", "llm.request.model_name"), ("OI", "llm.model_name"),
            ("OI", "embedding.model_name"), ("TL", "gen_ai.request.model"),
            ("LF", "langfuse.observation.model.name"), ("V6", "gen_ai.request.model"), ("V6", "ai.model.id"),
            ("LL", "gen_ai.request.model")),
        .. Row("response model", call => call.ResponseModel, "m", "m",
            ("OTel", "gen_ai.response.model"), ("OI", "llm.response.model_name"), ("OI", "llm.model_name"),
            ("TL", "gen_ai.response.model"), ("LF", "langfuse.observation.model.name"),
            ("V6", "gen_ai.response.model"), ("V6", "ai.response.model"), ("LL", "gen_ai.response.model")),
        .. Row("response id", call => call.ResponseId, "chatcmpl-1", "chatcmpl-1",
            ("OTel", "gen_ai.response.id"), ("TL", "gen_ai.response.id"), ("V6", "ai.response.id"),
            ("LL", "gen_ai.response.id")),
        .. Row("response id", call => call.ResponseId, "chatcmpl-1", """{"id":"chatcmpl-1","choices":[]}""",
            ("OI", "output.value")),
        .. Row("finish", call => call.FinishReason, "stop", new object?[] { "stop" },
            ("OTel", "gen_ai.response.finish_reasons"), ("TL", "gen_ai.response.finish_reasons"),
            ("V6", "gen_ai.response.finish_reasons")),
        .. Row("finish", call => call.FinishReason, "tool-calls", "tool-calls",
            ("OI", "llm.finish_reason"), ("TL", "gen_ai.completion.0.finish_reason"),
            ("TL", "llm.response.finish_reason"), ("V6", "ai.response.finishReason"), ("V6", "ai.finishReason")),
        .. Row("finish", call => call.FinishReason, "stop,length", """["stop","length"]""",
            ("LL", "gen_ai.response.finish_reasons")),
        .. Row("service tier", call => call.ServiceTier, "flex", "flex",
            ("OTel", "openai.response.service_tier"), ("OTel", "gen_ai.openai.request.service_tier"),
            ("OpenLIT", "gen_ai.response.service_tier"), ("OpenLIT", "gen_ai.request.service_tier")),
        .. Row("service tier", call => call.ServiceTier, "flex", """{"service_tier":"flex"}""",
            ("OI", "llm.invocation_parameters"), ("LF", "langfuse.observation.model.parameters")),
        .. Row("prompt", call => call.Series.Prompt, "greet", "greet",
            ("OTel", "gen_ai.prompt.name"), ("OI", "prompt.name"), ("OI", "prompt.id"), ("TL", "traceloop.prompt.key"),
            ("LF", "langfuse.observation.prompt.name"), ("V6", "ai.telemetry.functionId")),
        Prompt("OTel", "gen_ai.prompt.name", "gen_ai.prompt.version"),
        Prompt("OI", "prompt.name", "prompt.version"),
        Prompt("OI", "prompt.name", "llm.prompt_template.version"),
        Prompt("TL", "traceloop.prompt.key", "traceloop.prompt.version"),
        Prompt("LF", "langfuse.observation.prompt.name", "langfuse.observation.prompt.version"),
        .. Row("version", call => call.Series.Version, "v2", "v2",
            ("OTel", "llmops.version"), ("LF", "langfuse.version"), ("LF", "langfuse.release")),
        .. Row("environment", call => call.Series.Environment, "staging", "staging",
            ("OTel", "deployment.environment.name"), ("OTel", "deployment.environment"), ("LF", "langfuse.environment"),
            ("OpenLIT", "gen_ai.environment")),
        .. Spans("session", record => record.SessionId, "s-1", "s-1",
            ("OTel", "gen_ai.conversation.id"), ("OTel", "session.id"), ("OI", "session.id"),
            ("TL", "traceloop.association.properties.session_id"), ("LF", "session.id"), ("LF", "langfuse.session.id"),
            ("V6", "ai.telemetry.metadata.sessionId"), ("LL", "metadata.session_id")),
        .. Spans("user", record => record.UserId, "ada", "ada",
            ("OTel", "user.id"), ("OTel", "enduser.id"), ("OI", "user.id"),
            ("TL", "traceloop.association.properties.user_id"), ("LF", "user.id"), ("LF", "langfuse.user.id"),
            ("V6", "ai.telemetry.metadata.userId"), ("LL", "llm.user"),
            ("LL", "metadata.user_api_key_end_user_id"), ("OpenLIT", "gen_ai.request.user")),
        .. Spans("tags", Tags, """["a","b"]""", new object?[] { "a", "b" },
            ("LF", "langfuse.trace.tags"), ("LF", "langfuse.tags"), ("LF", "langfuse.trace.metadata.langfuse_tags"),
            ("V6", "ai.telemetry.metadata.tags")),
        .. Spans("tags with commas", Tags, """["a","b c"]""", " a, b c ,,a",
            ("LF", "langfuse.trace.tags"), ("LF", "langfuse.tags"), ("OI", "tag.tags"),
            ("V6", "ai.telemetry.metadata.tags")),
        .. Spans("tags", Tags, """["a","b"]""", """["a","b"]""",
            ("OI", "tag.tags"), ("TL", "traceloop.association.properties.tags"), ("LL", "metadata.tags")),
        .. Spans("error", record => record.ErrorType, "429", "429",
            ("OTel", "error.type"), ("OI", "error.type"), ("TL", "error.type"), ("LF", "error.type"),
            ("V6", "error.type"), ("LL", "error.type")),
        .. Spans("error", record => record.Status, SpanStatus.Error, "ERROR", ("LF", "langfuse.observation.level")),
    ];

    public static IEnumerable<MappingCell> Content() =>
    [
        .. Spans("input", record => record.Input, Hello, Hello,
            ("OTel", "gen_ai.input.messages"), ("MEAI", "gen_ai.input.messages"), ("OTel", "gen_ai.prompt"),
            ("OI", "input.value"), ("TL", "traceloop.entity.input"), ("LF", "langfuse.observation.input"),
            ("LF", "langfuse.trace.input"), ("V6", "ai.prompt.messages"), ("V6", "ai.prompt"),
            ("LL", "gen_ai.input.messages")),
        .. Spans("input", record => record.Input, """[{"content":"hi"}]""", "hi",
            ("OI", "llm.input_messages.0.message.content"), ("TL", "gen_ai.prompt.0.content")),
        .. Spans(
            "input", record => record.Input, """[{"role":"system","parts":[{"type":"text","content":"hi"}]}]""", "hi",
            ("OTel", "gen_ai.system_instructions"), ("LL", "gen_ai.system_instructions")),
        .. Spans("output", record => record.Output, Hello, Hello,
            ("OTel", "gen_ai.output.messages"), ("OTel", "gen_ai.completion"), ("OI", "output.value"),
            ("TL", "traceloop.entity.output"), ("LF", "langfuse.observation.output"), ("LF", "langfuse.trace.output"),
            ("V6", "ai.response.text"), ("V6", "ai.response.object"), ("LL", "gen_ai.output.messages")),
        .. Spans("output", record => record.Output, """[{"content":"hi"}]""", "hi",
            ("OI", "llm.output_messages.0.message.content"), ("TL", "gen_ai.completion.0.content")),
        .. Spans("output", record => record.Output, """[{"function_call":{"name":"lookup"}}]""", "lookup",
            ("LL", "gen_ai.completion.0.function_call.name")),
    ];

    private static IEnumerable<MappingCell> Spans(
        string row, Func<SpanRecord, object?> read, object? expected, object sent,
        params (string Dialect, string Key)[] words) =>
        words.Select(word => new MappingCell(row, word.Dialect, [(word.Key, sent)], read, expected));

    private static MappingCell Prompt(string dialect, string name, string version) =>
        new("prompt", dialect, [(name, "greet"), (version, 3)], record => record.Call!.Series.Prompt, "greet@3");

    private static string? Tags(SpanRecord record)
    {
        using var raw = JsonDocument.Parse(record.Raw);
        return raw.RootElement.TryGetProperty("tags", out var tags) ? tags.GetRawText() : null;
    }
}

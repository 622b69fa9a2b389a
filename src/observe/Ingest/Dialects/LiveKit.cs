using System.Text.Json;
using Dashboard.Telemetry;
using Dashboard.Telemetry.Messages;

namespace Dashboard.Ingest.Dialects;

/// <summary>
/// LiveKit Agents (https://docs.livekit.io/agents/observability/). A turn of an agent runs nodes for language, speech and
/// tools, each with a model and a provider; only those that name the operation asked a language model.
/// </summary>
internal sealed class LiveKit : ISpanDialect
{
    private const string Scope = "livekit-agents";

    private static readonly string[] _marks =
    [
        "lk.chat_ctx", "lk.response.text", "lk.response.function_calls", "lk.llm_metrics", "lk.realtime_model_metrics",
        "lk.function_tool.name", "lk.function_tool.id", "lk.user_input", "lk.input_text", "lk.user_transcript",
        "lk.tts_metrics", "lk.generation_id", "lk.speech_id", "lk.agent_label", "lk.agent_name",
    ];

    public SpanReading? Read(SpanView span)
    {
        if (span.Scope != Scope && !Array.Exists(_marks, span.Has))
        {
            return null;
        }

        var otel = OtelGenAi.ReadNames(span);
        var inference = Operations.Inference(span.Text("gen_ai.operation.name"));
        return otel with
        {
            Role = inference is null ? Role(span) : Operations.Role(inference),
            Inference = inference,
            TimeToFirstTokenMicros = otel.TimeToFirstTokenMicros
                ?? Langfuse.FirstToken(span) ?? Amounts.Micros(span.Number("lk.response.ttft")),
            Input = EventMessages.Input(span) ?? Asked(span) ?? OtelContent.Input(span),
            Output = EventMessages.Output(span) ?? Answer(span) ?? OtelContent.Output(span),
        };
    }

    private static SpanRole Role(SpanView span) => span.Span.Name switch
    {
        _ when span.Has("lk.function_tool.name") || span.Has("lk.function_tool.id") => SpanRole.Tool,
        "function_tool" => SpanRole.Tool,
        "agent_session" or "agent_turn" or "job_entrypoint" => SpanRole.Agent,
        _ => SpanRole.Chain,
    };

    private static string? Asked(SpanView span)
    {
        if (span.TakeContent("lk.chat_ctx", "lk.function_tool.arguments") is { } content)
        {
            return content;
        }

        var said = span.TakeContent("lk.user_input", "lk.user_transcript", "lk.input_text");
        return span.TakeContent("lk.instructions") is not { } instructions
            ? said
            : Instructions.Before(
                [Instructions.Message(instructions)],
                said is null ? null : $$"""[{"role":"user","content":{{JsonSerializer.Serialize(said)}}}]""");
    }

    /// <summary>Text alone as it is; with calls of tools, one message of the assistant.</summary>
    private static string? Answer(SpanView span)
    {
        if (span.TakeContent("lk.function_tool.output") is { } result)
        {
            return result;
        }

        var text = span.TakeContent("lk.response.text");
        if (span.Text("lk.response.function_calls") is not { } calls
            || ClientJson.Read(calls, json => json.ValueKind == JsonValueKind.Array ? json.GetArrayLength() : 0) == 0)
        {
            return text;
        }

        span.Take("lk.response.function_calls");
        var json = span.Json.Begin();
        json.WriteStartObject();
        json.WriteString("role", "assistant");
        if (text is not null)
        {
            json.WriteString("content", text);
        }

        json.WritePropertyName("tool_calls");
        json.WriteRawValue(calls, skipInputValidation: true);
        json.WriteEndObject();
        return span.Json.End();
    }
}

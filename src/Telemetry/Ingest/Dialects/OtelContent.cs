using System.Text.Json;
using Dashboard.Telemetry.Ingest.Wire;

namespace Dashboard.Telemetry.Ingest.Dialects;

/// <summary>
/// What went in and came out, in the forms that OpenTelemetry has had: message attributes (text or structures), one
/// event per message, two events with everything, and numbered attributes.
/// </summary>
internal static class OtelContent
{
    private const string Details = "gen_ai.client.inference.operation.details";
    private const string Instructions = "gen_ai.system_instructions";

    public static string? Input(SpanView span) =>
        WithInstructions(span, span.TakeContent("gen_ai.input.messages"))
        ?? EventMessages.Input(span)
        ?? EventMessages.Attribute(span, Details, "gen_ai.input.messages")
        ?? EventMessages.Attribute(span, "gen_ai.content.prompt", "gen_ai.prompt")
        ?? NumberedMessages.Take(span, "gen_ai.prompt.")
        ?? span.TakeContent("gen_ai.prompt", "gen_ai.tool.call.arguments", "gen_ai.tool.args");

    public static string? Output(SpanView span) =>
        span.TakeContent("gen_ai.output.messages")
        ?? EventMessages.Output(span)
        ?? EventMessages.Attribute(span, Details, "gen_ai.output.messages")
        ?? EventMessages.Attribute(span, "gen_ai.content.completion", "gen_ai.completion")
        ?? NumberedMessages.Take(span, "gen_ai.completion.")
        ?? span.TakeContent("gen_ai.completion", "gen_ai.tool.call.result");

    /// <summary>
    /// Puts the instructions in front as a system message, unless the messages are not a JSON array after all.
    /// </summary>
    private static string? WithInstructions(SpanView span, string? messages)
    {
        if (!span.TryGet(Instructions, out var instructions)
            || (messages is not null && !ClientJson.Is(JsonValueKind.Array, messages)))
        {
            return messages;
        }

        span.Take(Instructions);
        var json = span.Json.Begin();
        json.WriteStartObject();
        json.WriteString("role", "system");
        json.WritePropertyName("parts");
        WriteParts(json, instructions);
        json.WriteEndObject();
        var rest = messages?.TrimStart()[1..].TrimStart() ?? "]";
        return $"[{span.Json.End()}{(rest == "]" ? "" : ",")}{rest}";
    }

    private static void WriteParts(Utf8JsonWriter json, AttributeValue instructions)
    {
        if (instructions.Kind == AttributeKind.Array)
        {
            AttributeJson.Write(json, instructions);
        }
        else if (ClientJson.Is(JsonValueKind.Array, instructions.Text))
        {
            json.WriteRawValue(instructions.Text!, skipInputValidation: true);
        }
        else
        {
            json.WriteStartArray();
            json.WriteStartObject();
            json.WriteString("type", "text");
            json.WritePropertyName("content");
            AttributeJson.Write(json, instructions);
            json.WriteEndObject();
            json.WriteEndArray();
        }
    }
}

using System.Text.Json;
using Dashboard.Telemetry.Messages;

namespace Dashboard.Ingest.Dialects;

/// <summary>
/// What went in and came out, in the forms that OpenTelemetry has had: message attributes (text or structures), one
/// event per message, two events with everything, and numbered attributes.
/// </summary>
internal static class OtelContent
{
    private const string Details = "gen_ai.client.inference.operation.details";
    private const string Attribute = "gen_ai.system_instructions";

    public static string? Input(SpanView span) => WithInstructions(span, Messages(span))
        ?? span.TakeContent("gen_ai.tool.call.arguments", "gen_ai.tool.args", "tool_arguments", "input.value");

    public static string? Output(SpanView span) =>
        span.TakeContent("gen_ai.output.messages")
        ?? EventMessages.Output(span)
        ?? EventMessages.Attribute(span, Details, "gen_ai.output.messages")
        ?? EventMessages.Attribute(span, "gen_ai.content.completion", "gen_ai.completion")
        ?? NumberedMessages.Take(span, "gen_ai.completion.")
        ?? span.TakeContent("gen_ai.completion", "gen_ai.tool.call.result", "anthropic.tool_result.content", "output.value");

    private static string? Messages(SpanView span) =>
        span.TakeContent("gen_ai.input.messages")
        ?? EventMessages.Input(span)
        ?? EventMessages.Attribute(span, Details, "gen_ai.input.messages")
        ?? EventMessages.Attribute(span, "gen_ai.content.prompt", "gen_ai.prompt")
        ?? NumberedMessages.Take(span, "gen_ai.prompt.")
        ?? span.TakeContent("gen_ai.prompt");

    /// <summary>The instructions go in front, unless the messages are not a JSON array after all.</summary>
    public static string? WithInstructions(SpanView span, string? messages)
    {
        if (messages is not null && !ClientJson.Is(JsonValueKind.Array, messages))
        {
            return messages;
        }

        var instructions = span.TakeContent(Attribute) ?? EventMessages.Attribute(span, Details, Attribute);
        return string.IsNullOrEmpty(instructions)
            ? messages
            : Instructions.Before([Instructions.Message(instructions)], messages);
    }
}

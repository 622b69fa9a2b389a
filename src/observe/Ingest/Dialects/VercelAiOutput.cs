using System.Text.Json;
using Dashboard.Telemetry.Messages;

namespace Dashboard.Ingest.Dialects;

/// <summary>The Vercel AI SDK records text, reasoning, object and tool calls of one answer apart.</summary>
internal static class VercelAiOutput
{
    private static readonly (string Key, string Member)[] Parts =
    [
        ("ai.response.text", "content"),
        ("ai.response.reasoning", "reasoning"),
        ("ai.response.toolCalls", "tool_calls"),
    ];

    /// <summary>A lone text or object as it is; several parts as one assistant message.</summary>
    public static string? Take(SpanView span)
    {
        var present = Parts.Where(part => span.Text(part.Key) is not null).ToArray();
        return present switch
        {
            [] => span.TakeContent("ai.response.object", "ai.toolCall.result"),
            [("ai.response.text", _)] => span.TakeContent("ai.response.text"),
            _ => Message(span, present),
        };
    }

    private static string Message(SpanView span, (string Key, string Member)[] parts)
    {
        var json = span.Json.Begin();
        json.WriteStartObject();
        json.WriteString("role", "assistant");
        foreach (var (key, member) in parts)
        {
            var text = span.Text(key)!;
            json.WritePropertyName(member);
            if (member == "tool_calls" && ClientJson.Is(JsonValueKind.Array, text))
            {
                json.WriteRawValue(text, skipInputValidation: true);
            }
            else
            {
                json.WriteStringValue(text);
            }

            span.Take(key);
        }

        json.WriteEndObject();
        return span.Json.End();
    }
}

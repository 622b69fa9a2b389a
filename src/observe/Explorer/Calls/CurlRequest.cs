using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dashboard.Telemetry;
using Dashboard.Telemetry.Messages;
using Dashboard.Telemetry.Reading;

namespace Dashboard.Explorer.Calls;

/// <summary>
/// The request that a call would be against any OpenAI-compatible server, made again from its messages and parameters.
/// The key is a variable of the shell: none is known here.
/// </summary>
internal static class CurlRequest
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    // OpenTelemetry's names of request parameters, and OpenAI's.
    private static readonly (string Attribute, string Parameter)[] Parameters =
    [
        ("gen_ai.request.temperature", "temperature"), ("gen_ai.request.top_p", "top_p"),
        ("gen_ai.request.max_tokens", "max_tokens"), ("gen_ai.request.frequency_penalty", "frequency_penalty"),
        ("gen_ai.request.presence_penalty", "presence_penalty"), ("gen_ai.request.seed", "seed"),
        ("gen_ai.request.stop_sequences", "stop"), ("gen_ai.request.choice.count", "n"),
    ];

    /// <summary>Null where there is no inference or its content was not captured.</summary>
    public static string? Of(TraceSpan span)
    {
        var messages = MessageReader.Read(span.Input, "user");
        if (span.Call is not { } call || messages.Count == 0)
        {
            return null;
        }

        var isEmbedding = span.Role == SpanRole.Embedding;
        var body = new JsonObject { ["model"] = call.RequestModel ?? call.ResponseModel };
        if (isEmbedding)
        {
            body["input"] = string.Join('\n', messages.Select(message => message.Text));
        }
        else
        {
            body["messages"] = new JsonArray([.. messages.SelectMany(Messages)]);
            AddParameters(body, span.Raw);
        }

        var json = body.ToJsonString(Indented).Replace("'", "'\\''", StringComparison.Ordinal);
        return $$"""
            curl "${OPENAI_BASE_URL:-https://api.openai.com/v1}/{{(isEmbedding ? "embeddings" : "chat/completions")}}" \
              -H "Authorization: Bearer $OPENAI_API_KEY" \
              -H "Content-Type: application/json" \
              -d '{{json}}'
            """;
    }

    // A tool's result is a message of its own in OpenAI's shape; images and files are named, as they are not stored.
    private static IEnumerable<JsonNode> Messages(Message message)
    {
        var texts = message.Parts.Where(part => part.Kind is MessagePartKind.Text or MessagePartKind.Json)
            .Select(part => part.Text)
            .Concat(message.Parts.Where(part => part.Kind == MessagePartKind.Attachment).Select(part => $"[{part.Text}]"))
            .ToList();
        var calls = message.Parts.Where(part => part.Kind == MessagePartKind.ToolCall).ToList();
        if (texts.Count > 0 || calls.Count > 0)
        {
            var node = new JsonObject
            {
                ["role"] = Role(message.Role),
                ["content"] = texts.Count == 0 ? null : string.Join('\n', texts),
            };
            if (calls.Count > 0)
            {
                node["tool_calls"] = new JsonArray([.. calls.Select((call, i) => ToolCall(call, i))]);
            }

            yield return node;
        }

        foreach (var (i, result) in message.Parts.Where(part => part.Kind == MessagePartKind.ToolResult).Index())
        {
            yield return new JsonObject { ["role"] = "tool", ["tool_call_id"] = $"call_{i}", ["content"] = result.Text };
        }
    }

    private static JsonObject ToolCall(MessagePart call, int index) => new()
    {
        ["id"] = $"call_{index}",
        ["type"] = "function",
        ["function"] = new JsonObject { ["name"] = call.Name, ["arguments"] = call.Text },
    };

    private static string Role(string role) => role switch
    {
        "human" => "user",
        "model" or "ai" => "assistant",
        _ => role,
    };

    private static void AddParameters(JsonObject body, string? raw)
    {
        if (raw is null || JsonMembers.Parse(raw)?.Member("attributes") is not { } attributes)
        {
            return;
        }

        foreach (var (attribute, parameter) in Parameters)
        {
            if (attributes.Member(attribute) is { } value)
            {
                body[parameter] = JsonSerializer.SerializeToNode(value);
            }
        }
    }
}

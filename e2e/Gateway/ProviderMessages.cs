using System.Text.Json.Nodes;

namespace Dashboard.E2E.Gateway;

/// <summary>Answers in the shapes of https://docs.anthropic.com/en/api/messages.</summary>
internal static class ProviderMessages
{
    public static JsonObject Whole(ProviderRequest request)
    {
        var message = Message(request, outputTokens: 17);
        message["content"] = new JsonArray(new JsonObject
        {
            ["type"] = "text",
            ["text"] = ProviderAnswers.Text(request),
        });
        message["stop_reason"] = "end_turn";
        return message;
    }

    public static IEnumerable<string> Begin(ProviderRequest request) =>
    [
        Event("message_start", ("message", Message(request, outputTokens: 1))),
        Event(
            "content_block_start",
            ("index", 0), ("content_block", new JsonObject { ["type"] = "text", ["text"] = "" })),
    ];

    public static string Piece(string text) => Event(
        "content_block_delta",
        ("index", 0), ("delta", new JsonObject { ["type"] = "text_delta", ["text"] = text }));

    public static IEnumerable<string> End() =>
    [
        Event("content_block_stop", ("index", 0)),
        Event(
            "message_delta",
            ("delta", new JsonObject { ["stop_reason"] = "end_turn", ["stop_sequence"] = null }),
            ("usage", new JsonObject { ["output_tokens"] = 17 })),
        Event("message_stop"),
    ];

    private static JsonObject Message(ProviderRequest request, int outputTokens) => new()
    {
        ["id"] = $"msg_e2e_{request.Number}",
        ["type"] = "message",
        ["role"] = "assistant",
        ["model"] = request.Model,
        ["content"] = new JsonArray(),
        ["stop_reason"] = null,
        ["stop_sequence"] = null,
        ["usage"] = new JsonObject
        {
            ["input_tokens"] = 20,
            ["cache_read_input_tokens"] = 16,
            ["cache_creation_input_tokens"] = 6,
            ["output_tokens"] = outputTokens,
        },
    };

    private static string Event(string type, params (string Name, JsonNode? Value)[] members)
    {
        var data = new JsonObject { ["type"] = type };
        foreach (var (name, value) in members)
        {
            data[name] = value;
        }

        return $"event: {type}\ndata: {data.ToJsonString()}\n\n";
    }
}

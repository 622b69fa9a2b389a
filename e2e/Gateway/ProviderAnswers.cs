using System.Text.Json.Nodes;

namespace Dashboard.E2E.Gateway;

/// <summary>Answers in the shapes of https://platform.openai.com/docs/api-reference.</summary>
internal static class ProviderAnswers
{
    private const string Arguments = """{"city":"Paris"}""";
    private static readonly float[] _vector = [0.25f, -0.5f, 1f];

    /// <summary>The text of the answer.</summary>
    public static string Text(ProviderRequest request) => "You said: " + request.Asks;

    public static JsonObject Whole(ProviderRequest request) =>
        request.IsEmbeddings ? Embeddings(request)
        : request.IsResponses ? Response(request, "completed")
        : request.IsMessages ? ProviderMessages.Whole(request)
        : Chat(request);

    /// <summary>The events before the text.</summary>
    public static IEnumerable<string> Begin(ProviderRequest request)
    {
        if (request.IsMessages)
        {
            foreach (var begin in ProviderMessages.Begin(request))
            {
                yield return begin;
            }
        }
        else if (request.IsResponses)
        {
            yield return Event("response.created", ("response", Response(request, "in_progress")));
            yield return Event(
                "response.output_item.added", ("output_index", 0), ("item", Message(request, "in_progress", "")));
        }
        else
        {
            yield return Chunk(request, new JsonObject { ["role"] = "assistant", ["content"] = "" });
        }
    }

    /// <summary>One piece of the text.</summary>
    public static string Piece(ProviderRequest request, string text) => request.IsMessages
        ? ProviderMessages.Piece(text)
        : request.IsResponses
        ? Event(
            "response.output_text.delta",
            ("item_id", "msg_1"), ("output_index", 0), ("content_index", 0), ("delta", text))
        : Chunk(request, new JsonObject { ["content"] = text });

    /// <summary>The text by words, and the events after it.</summary>
    public static IEnumerable<string> Rest(ProviderRequest request)
    {
        var words = Text(request).Split(' ');
        var pieces = request.Tool is { } tool
            ? Call(request, tool)
            : words.Select((word, i) => Piece(request, i == 0 ? word : " " + word));
        return pieces.Concat(
            request.IsMessages ? ProviderMessages.End()
            : request.IsResponses ? ResponseEnd(request)
            : ChatEnd(request));
    }

    private static IEnumerable<string> ResponseEnd(ProviderRequest request) =>
    [
        Event("response.output_item.done", ("output_index", 0), ("item", Message(request, "completed", Text(request)))),
        Event("response.completed", ("response", Response(request, "completed"))),
    ];

    private static IEnumerable<string> ChatEnd(ProviderRequest request)
    {
        yield return Chunk(request, [], request.Tool is null ? "stop" : "tool_calls");
        if (request.WantsUsage)
        {
            var last = Envelope(request, "chat.completion.chunk");
            last["choices"] = new JsonArray();
            last["usage"] = ChatUsage();
            yield return Data(last);
        }

        yield return "data: [DONE]\n\n";
    }

    private static IEnumerable<string> Call(ProviderRequest request, string tool)
    {
        yield return Chunk(request, Part(tool, ""));
        foreach (var part in Arguments.Chunk(5))
        {
            yield return Chunk(request, Part(null, new string(part)));
        }

        JsonObject Part(string? name, string arguments)
        {
            var function = new JsonObject { ["arguments"] = arguments };
            var call = new JsonObject { ["index"] = 0, ["function"] = function };
            if (name is not null)
            {
                (function["name"], call["id"], call["type"]) = (name, $"call_{request.Number}", "function");
            }

            return new JsonObject { ["tool_calls"] = new JsonArray(call) };
        }
    }

    private static JsonObject Chat(ProviderRequest request)
    {
        var message = new JsonObject { ["role"] = "assistant", ["content"] = Text(request) };
        if (request.Tool is { } tool)
        {
            message["content"] = null;
            message["tool_calls"] = new JsonArray(new JsonObject
            {
                ["id"] = $"call_{request.Number}",
                ["type"] = "function",
                ["function"] = new JsonObject { ["name"] = tool, ["arguments"] = Arguments },
            });
        }

        var answer = Envelope(request, "chat.completion");
        answer["choices"] = new JsonArray(new JsonObject
        {
            ["index"] = 0,
            ["message"] = message,
            ["finish_reason"] = request.Tool is null ? "stop" : "tool_calls",
        });
        answer["usage"] = ChatUsage();
        return answer;
    }

    private static string Chunk(ProviderRequest request, JsonObject delta, string? finish = null)
    {
        var chunk = Envelope(request, "chat.completion.chunk");
        chunk["choices"] = new JsonArray(
            new JsonObject { ["index"] = 0, ["delta"] = delta, ["finish_reason"] = finish });
        if (request.WantsUsage)
        {
            chunk["usage"] = null;
        }

        return Data(chunk);
    }

    private static JsonObject Envelope(ProviderRequest request, string kind) => new()
    {
        ["id"] = $"chatcmpl-e2e-{request.Number}",
        ["object"] = kind,
        ["created"] = 1_795_000_000,
        ["model"] = request.Model,
    };

    private static JsonObject ChatUsage() => new()
    {
        ["prompt_tokens"] = 42,
        ["completion_tokens"] = 17,
        ["total_tokens"] = 59,
        ["prompt_tokens_details"] = new JsonObject { ["cached_tokens"] = 16 },
        ["completion_tokens_details"] = new JsonObject { ["reasoning_tokens"] = 4 },
    };

    private static JsonObject Response(ProviderRequest request, string status) => new()
    {
        ["id"] = $"resp_e2e_{request.Number}",
        ["object"] = "response",
        ["created_at"] = 1_795_000_000,
        ["model"] = request.Model,
        ["status"] = status,
        ["output"] = status == "completed" ? new JsonArray(Message(request, status, Text(request))) : new JsonArray(),
        ["usage"] = status != "completed" ? null : new JsonObject
        {
            ["input_tokens"] = 42,
            ["input_tokens_details"] = new JsonObject { ["cached_tokens"] = 16 },
            ["output_tokens"] = 17,
            ["output_tokens_details"] = new JsonObject { ["reasoning_tokens"] = 4 },
            ["total_tokens"] = 59,
        },
    };

    private static JsonObject Message(ProviderRequest request, string status, string text) => new()
    {
        ["id"] = $"msg_{request.Number}",
        ["type"] = "message",
        ["status"] = status,
        ["role"] = "assistant",
        ["content"] = new JsonArray(new JsonObject
        {
            ["type"] = "output_text",
            ["text"] = text,
            ["annotations"] = new JsonArray(),
        }),
    };

    private static JsonObject Embeddings(ProviderRequest request)
    {
        var count = request.Body["input"] is JsonArray several ? several.Count : 1;
        var isBase64 = (string?)request.Body["encoding_format"] == "base64";
        return new JsonObject
        {
            ["object"] = "list",
            ["model"] = request.Model,
            ["data"] = new JsonArray([.. Enumerable.Range(0, count).Select(i => new JsonObject
            {
                ["object"] = "embedding",
                ["index"] = i,
                ["embedding"] = isBase64
                    ? Convert.ToBase64String(_vector.SelectMany(BitConverter.GetBytes).ToArray())
                    : new JsonArray([.. _vector.Select(number => (JsonNode)number)]),
            })]),
            ["usage"] = new JsonObject { ["prompt_tokens"] = 8, ["total_tokens"] = 8 },
        };
    }

    private static string Event(string type, params (string Name, JsonNode? Value)[] members)
    {
        var data = new JsonObject { ["type"] = type };
        foreach (var (name, value) in members)
        {
            data[name] = value;
        }

        return $"event: {type}\n" + Data(data);
    }

    private static string Data(JsonObject json) => $"data: {json.ToJsonString()}\n\n";
}

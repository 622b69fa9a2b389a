using System.Text.Json;

namespace Dashboard.Telemetry.Messages;

/// <summary>The pieces of a message in any dialect.</summary>
internal static class PartReader
{
    private static readonly HashSet<string> Attachments =
    [
        "image", "image_url", "image-url", "input_image", "image_content", "file", "input_file", "blob", "uri", "audio",
        "input_audio", "audio-url", "audio_content", "video", "video-url", "document", "document-url", "binary",
    ];

    /// <summary>A message object: its content or parts, then its tool calls.</summary>
    public static IReadOnlyList<MessagePart> OfMessage(JsonElement message)
    {
        var parts = new List<MessagePart>();
        if (message.Text("reasoning_content", "reasoning") is { Length: > 0 } reasoning)
        {
            parts.Add(new MessagePart(MessagePartKind.Reasoning, reasoning));
        }

        if (message.Member("role") is null && message.Text("type") is "reasoning" or "thinking")
        {
            return One(message);
        }

        if (message.Member("parts", "content", "contents") is { } content)
        {
            parts.AddRange(IsToolResult(message) ? [ToolResult(message, content)] : Read(PartsWithin(content) ?? content));
        }
        else if (message.Member("role") is null || message.Member("text") is not null)
        {
            parts.AddRange(One(message));
        }

        if (message.Member("tool_calls", "toolCalls") is { } calls)
        {
            // Some tell a call twice: among the content, where its place is known, and beside it.
            parts.AddRange(ToolCalls(calls).Where(call => !parts.Contains(call)).ToList());
        }

        if (message.Member("function_call") is { ValueKind: JsonValueKind.Object } call
            && message.Member("type") is null)
        {
            parts.Add(ToolCall(call));
        }

        return parts;
    }

    /// <summary>A string, a part, or a list of them.</summary>
    public static IReadOnlyList<MessagePart> Read(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString() is { Length: > 0 } text
            ? [new MessagePart(MessagePartKind.Text, text)]
            : [],
        JsonValueKind.Array => [.. value.EnumerateArray().SelectMany(Read)],
        JsonValueKind.Object => One(value),
        JsonValueKind.Null or JsonValueKind.Undefined => [],
        _ => [new MessagePart(MessagePartKind.Json, value.GetRawText())],
    };

    /// <summary>
    /// The parts where a message's content is JSON of them within text, as senders write whose attributes hold no
    /// structures. A person who writes such JSON loses nothing: it is shown as what it says.
    /// </summary>
    private static JsonElement? PartsWithin(JsonElement content) =>
        content.ValueKind == JsonValueKind.String && content.GetString() is ['[', ..] text
            && JsonMembers.Parse(text) is { ValueKind: JsonValueKind.Array } parts && parts.GetArrayLength() > 0
            && parts.EnumerateArray().All(IsPart)
                ? parts
                : null;

    private static bool IsPart(JsonElement part) => part.ValueKind == JsonValueKind.Object
        && (part.Text("type") is "text" or "input_text" or "output_text" or "tool_use" or "tool_result" or "thinking"
                or "image_url" or "image" or "input_image" or "tool_call" or "tool-call" or "tool-result" or "reasoning"
            || (part.EnumerateObject().Count() == 1
                && part.Member("text", "toolUse", "toolResult", "reasoningContent", "image", "document") is not null));

    /// <summary>A list of calls, the JSON of one, or (attributes hold no structures) a list of such JSON.</summary>
    private static IEnumerable<MessagePart> ToolCalls(JsonElement calls) => calls.ValueKind switch
    {
        JsonValueKind.Array => calls.EnumerateArray().SelectMany(ToolCalls),
        JsonValueKind.Object => [ToolCall(calls)],
        JsonValueKind.String when JsonMembers.Parse(calls.GetString()!) is { } parsed => ToolCalls(parsed),
        _ => [],
    };

    private static IReadOnlyList<MessagePart> One(JsonElement part) => Type(part) switch
    {
        _ when part.Member("thought") is { ValueKind: JsonValueKind.True } && part.Text("text") is { } thought =>
            [new MessagePart(MessagePartKind.Reasoning, thought)],
        "thinking" or "reasoning" =>
            [
                new MessagePart(
                    MessagePartKind.Reasoning,
                    part.Text("thinking", "content", "text") ?? Texts(part.Member("summary", "content")) ?? JsonMembers.Pretty(part)),
            ],
        "tool_call" or "tool-call" or "tool_use" or "function_call" or "function" or "custom_tool_call"
            or "server_tool_call" or "server_tool_use" or "mcp_tool_use" => [ToolCall(part)],
        "tool_call_response" or "tool-result" or "tool-return" or "function_call_output" or "custom_tool_call_output"
            or "server_tool_call_response" => [ToolResult(part, part.Member("response", "result", "output", "content") ?? part)],
        { } type when type.EndsWith("tool_result", StringComparison.Ordinal) =>
            [ToolResult(part, part.Member("response", "result", "output", "content") ?? part)],

        // Anthropic's SDK leaves the data of what it has no part for, and this name.
        { } type when type.StartsWith("anthropic_", StringComparison.Ordinal) =>
            [new MessagePart(MessagePartKind.Attachment, type["anthropic_".Length..])],
        { } type when Attachments.Contains(type) =>
            [
                new MessagePart(
                    MessagePartKind.Attachment, part.Text("mime_type", "mimeType", "mediaType", "media_type", "modality") ?? type),
            ],
        "refusal" => [new MessagePart(MessagePartKind.Text, part.Text("refusal") ?? "")],
        _ => Untyped(part),
    };

    /// <summary>The type; Pydantic AI's first format had its own word for it.</summary>
    private static string? Type(JsonElement part) => part.Text("type")
        ?? (part.Text("kind", "part_kind") is { } kind
            && (kind.EndsWith("-url", StringComparison.Ordinal) || kind is "binary" or "thinking" or "tool-call" or "tool-return")
                ? kind
                : null);

    // Gemini and several wrappers leave the type out.
    private static IReadOnlyList<MessagePart> Untyped(JsonElement part)
    {
        if (part.Text("text", "content", "value", "completion") is { } text)
        {
            return WithToolCalls(part, text.Length == 0 ? [] : [new MessagePart(MessagePartKind.Text, text)]);
        }

        if (part.Member("functionCall", "function_call") is { } call)
        {
            return [ToolCall(call)];
        }

        if (part.Member("functionResponse", "function_response") is { } response)
        {
            return [ToolResult(response, response.Member("response") ?? response)];
        }

        // Amazon Bedrock's Converse.
        if (part.Member("toolUse") is { } use)
        {
            return [ToolCall(use)];
        }

        if (part.Member("toolResult") is { } result)
        {
            return [ToolResult(result, result.Member("content") ?? result)];
        }

        if (part.Member("reasoningContent") is { } thought)
        {
            return [new MessagePart(
                MessagePartKind.Reasoning,
                thought.Member("reasoningText")?.Text("text") ?? thought.Text("text") ?? JsonMembers.Pretty(thought))];
        }

        if (part.Member("inlineData", "inline_data", "fileData") is { } data)
        {
            return [new MessagePart(MessagePartKind.Attachment, data.Text("mimeType", "mime_type") ?? "file")];
        }

        return part.Member("content", "parts") is { ValueKind: JsonValueKind.Array or JsonValueKind.Object } inner
            ? Read(inner)
            : WithToolCalls(part, [], orElse: new MessagePart(MessagePartKind.Json, JsonMembers.Pretty(part)));
    }

    private static IReadOnlyList<MessagePart> WithToolCalls(
        JsonElement part, IReadOnlyList<MessagePart> text, MessagePart? orElse = null)
    {
        if (part.Member("toolCalls") is { ValueKind: JsonValueKind.Array } calls && part.Member("role") is null)
        {
            return [.. text, .. calls.EnumerateArray().Select(ToolCall)];
        }

        return orElse is null ? text : [.. text, orElse];
    }

    private static bool IsToolResult(JsonElement message) =>
        (message.Text("role") is "tool" or "function" || message.Member("tool_call_id") is not null)
        && message.Member("content") is { ValueKind: JsonValueKind.String };

    /// <summary>The texts of a list of parts, such as the summary of reasoning; null where there are none.</summary>
    private static string? Texts(JsonElement? list)
    {
        var texts = list is { ValueKind: JsonValueKind.Array } parts ? Read(parts).Select(part => part.Text).ToList() : [];
        return texts.Count == 0 ? null : string.Join('\n', texts);
    }

    private static MessagePart ToolCall(JsonElement call)
    {
        var function = call.Member("function") is { ValueKind: JsonValueKind.Object } inner ? inner : call;
        var name = function.Text("name", "toolName", "tool_name") ?? "tool";
        var arguments = function.Member("arguments", "args", "input", "parameters");
        return new MessagePart(MessagePartKind.ToolCall, arguments is { } given ? JsonMembers.Pretty(given) : "", name);
    }

    private static MessagePart ToolResult(JsonElement result, JsonElement content)
    {
        var texts = content.ValueKind == JsonValueKind.Array ? Read(content) : [];
        var text = texts.Count > 0 && texts.All(part => part.Kind == MessagePartKind.Text)
            ? string.Join('\n', texts.Select(part => part.Text))
            : JsonMembers.Pretty(content);
        return new MessagePart(MessagePartKind.ToolResult, text, result.Text("name", "toolName", "tool_name"));
    }
}

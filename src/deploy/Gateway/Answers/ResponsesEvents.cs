using System.Text.Json;
using Dashboard.Gateway.Requests;
using Dashboard.Texts;

namespace Dashboard.Gateway.Answers;

/// <summary>
/// Events of the Responses interface: <c>{"type":"response.output_text.delta","delta":"…"}</c>, with the whole response
/// and
/// its usage in the last one.
/// </summary>
internal sealed class ResponsesEvents : IEventReader
{
    public static ResponsesEvents Instance { get; } = new();

    public EventEdit Read(ReadOnlySpan<byte> data, AnswerFacts facts)
    {
        try
        {
            var type = Type(data);
            var json = new Utf8JsonReader(data);
            if (type is not null && json.Read())
            {
                Members(type, data, ref json, facts);
            }
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            // It is passed on all the same.
        }

        return EventEdit.Keep;
    }

    private static string? Type(ReadOnlySpan<byte> data)
    {
        var json = new Utf8JsonReader(data);
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        while (json.NextMember())
        {
            var isType = json.NameIs("type"u8);
            json.Read();
            if (isType)
            {
                return json.Text();
            }

            json.Skip();
        }

        return null;
    }

    private static void Members(string type, ReadOnlySpan<byte> data, ref Utf8JsonReader json, AnswerFacts facts)
    {
        var isDelta = type.EndsWith(".delta", StringComparison.Ordinal);
        var isEnd = type is "response.completed" or "response.incomplete" or "response.failed";
        facts.IsComplete |= isEnd || type == "error";
        var item = 0;
        while (json.NextMember())
        {
            if (json.NameIs("response"u8))
            {
                json.Read();
                Response(data, ref json, isEnd, facts);
            }
            else if (json.NameIs("output_index"u8))
            {
                json.Read();
                item = (int)Math.Min(json.Count() ?? 0, int.MaxValue);
            }
            else if (isDelta && json.NameIs("delta"u8))
            {
                json.Read();
                Delta(type, item, ref json, facts);
            }
            else if (type == "error" && json.NameIs("message"u8))
            {
                json.Read();
                (facts.Error, facts.ErrorMessage) = (facts.Error ?? "upstream_error", Names.Clean(json.Text()));
            }
            else if (type == "error" && json.NameIs("error"u8))
            {
                json.Read();
                AnswerReader.Error(ref json, facts);
            }
            else
            {
                json.Read();
                json.Skip();
            }
        }
    }

    private static void Delta(string type, int item, ref Utf8JsonReader json, AnswerFacts facts)
    {
        if (json.TokenType == JsonTokenType.String && json.ValueSpan.Length > 0)
        {
            facts.Saw(json.ValueSpan);
            if (facts.Text.HasRoom)
            {
                Keep(type, item, json.UnescapedPiece(), facts.Text);
            }
        }

        json.Skip();
    }

    private static void Keep(string type, int item, string delta, AnswerText text)
    {
        switch (type)
        {
            case "response.output_text.delta" or "response.refusal.delta":
                text.Content(0, delta);
                break;
            case "response.reasoning_text.delta" or "response.reasoning_summary_text.delta":
                text.Reasoning(0, delta);
                break;
            case "response.function_call_arguments.delta" or "response.custom_tool_call_input.delta":
                text.Tool(0, item, id: null, name: null, delta);
                break;
            default:
                // Audio and pictures are not text.
                break;
        }
    }

    private static void Response(ReadOnlySpan<byte> data, ref Utf8JsonReader json, bool isEnd, AnswerFacts facts)
    {
        if (!json.Enters(JsonTokenType.StartObject))
        {
            return;
        }

        while (json.NextMember())
        {
            if (json.NameIs("usage"u8))
            {
                json.Read();
                UsageReader.Read(ref json, data, facts);
            }
            else if (isEnd && json.NameIs("output"u8))
            {
                json.Read();
                var start = (int)json.TokenStartIndex;
                json.Skip();
                facts.Text.Whole = Content.Text(data[start..(int)json.BytesConsumed], facts.Text.MaxChars);
            }
            else if (isEnd && json.NameIs("status"u8))
            {
                json.Read();
                ChoiceReader.AddFinish(json.Text(), facts);
            }
            else if (isEnd && json.NameIs("service_tier"u8))
            {
                // At the start it is what was asked for, at the end what was given.
                json.Read();
                facts.ServiceTier = Names.Clean(json.Text());
            }
            else
            {
                AnswerReader.Head(ref json, facts);
            }
        }
    }
}

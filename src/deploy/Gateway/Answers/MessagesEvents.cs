using System.Text.Json;
using Dashboard.Texts;

namespace Dashboard.Gateway.Answers;

/// <summary>
/// Events of Anthropic's messages (https://docs.anthropic.com/en/docs/build-with-claude/streaming): the usage comes in
/// two parts, of the input with <c>message_start</c> and of the output so far with each <c>message_delta</c>.
/// </summary>
internal sealed class MessagesEvents : IEventReader
{
    public static MessagesEvents Instance { get; } = new();

    public EventEdit Read(ReadOnlySpan<byte> data, AnswerFacts facts)
    {
        try
        {
            var json = new Utf8JsonReader(data);
            if (json.Read() && json.TokenType == JsonTokenType.StartObject)
            {
                Members(ref json, data, facts);
            }
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            // It is passed on all the same.
        }

        return EventEdit.Keep;
    }

    private static void Members(ref Utf8JsonReader json, ReadOnlySpan<byte> data, AnswerFacts facts)
    {
        var index = 0;
        while (json.NextMember())
        {
            if (json.NameIs("type"u8))
            {
                json.Read();
                facts.IsComplete |= json.TokenType == JsonTokenType.String && json.NameIs("message_stop"u8);
                json.Skip();
            }
            else if (json.NameIs("index"u8))
            {
                json.Read();
                index = (int)Math.Min(json.Count() ?? 0, int.MaxValue);
            }
            else if (json.NameIs("message"u8))
            {
                json.Read();
                Message(ref json, data, facts);
            }
            else if (json.NameIs("content_block"u8))
            {
                json.Read();
                ContentBlock.Begin(ref json, index, facts);
            }
            else if (json.NameIs("delta"u8))
            {
                json.Read();
                ContentBlock.Delta(ref json, index, facts);
            }
            else if (json.NameIs("usage"u8))
            {
                json.Read();
                MessagesUsage.Read(ref json, data, facts);
            }
            else if (json.NameIs("error"u8))
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

    private static void Message(ref Utf8JsonReader json, ReadOnlySpan<byte> data, AnswerFacts facts)
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
                MessagesUsage.Read(ref json, data, facts);
            }
            else
            {
                AnswerReader.Head(ref json, facts);
            }
        }
    }
}

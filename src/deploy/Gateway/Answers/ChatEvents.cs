using System.Text.Json;
using Dashboard.Texts;

namespace Dashboard.Gateway.Answers;

/// <summary>
/// Chunks of chat and text completions. Some servers put the usage into a chunk of its own (<c>"choices":[]</c>), some
/// into
/// the last one with choices, some into every one.
/// </summary>
internal sealed class ChatEvents : IEventReader
{
    public static ChatEvents Instance { get; } = new();

    public EventEdit Read(ReadOnlySpan<byte> data, AnswerFacts facts)
    {
        if (data.SequenceEqual("[DONE]"u8))
        {
            facts.IsComplete = true;
            return EventEdit.Keep;
        }

        try
        {
            return Chunk(data, facts);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return EventEdit.Keep;
        }
    }

    private static EventEdit Chunk(ReadOnlySpan<byte> data, AnswerFacts facts)
    {
        var json = new Utf8JsonReader(data);
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
        {
            return EventEdit.Keep;
        }

        var (choices, hasUsage, cut) = (-1, false, default(Range));
        var before = (int)json.BytesConsumed;
        while (json.NextMember())
        {
            if (json.NameIs("choices"u8))
            {
                json.Read();
                choices = ChoiceReader.ReadAll(ref json, facts);
            }
            else if (json.NameIs("usage"u8))
            {
                json.Read();
                hasUsage = json.TokenType == JsonTokenType.StartObject;
                cut = json.TokenType == JsonTokenType.Null ? Member(data, before, (int)json.BytesConsumed) : default;
                UsageReader.Read(ref json, data, facts);
            }
            else
            {
                AnswerReader.Head(ref json, facts);
            }

            before = (int)json.BytesConsumed;
        }

        return new EventEdit(hasUsage && choices == 0, cut);
    }

    /// <summary>The bytes of a member with the one comma that goes with it.</summary>
    /// <param name="data">The object.</param>
    /// <param name="before">The end of the member before it, or of the opening brace.</param>
    /// <param name="end">The end of its value.</param>
    private static Range Member(ReadOnlySpan<byte> data, int before, int end)
    {
        if (data[before - 1] != (byte)'{')
        {
            return before..end;
        }

        var rest = data[end..];
        var next = rest.IndexOfAnyExcept(" \t\r\n"u8);
        return next >= 0 && rest[next] == (byte)',' ? before..(end + next + 1) : before..end;
    }
}

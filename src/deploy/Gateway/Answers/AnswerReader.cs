using System.Text;
using System.Text.Json;
using Dashboard.Gateway.Door;
using Dashboard.Gateway.Requests;
using Dashboard.Texts;

namespace Dashboard.Gateway.Answers;

/// <summary>Reads an answer that came whole.</summary>
internal static class AnswerReader
{
    /// <summary>Notes what the body says. A body that cannot be read says nothing.</summary>
    public static void Read(Surface surface, ReadOnlySpan<byte> body, int maxChars, AnswerFacts facts)
    {
        try
        {
            var json = new Utf8JsonReader(body);
            if (json.Read() && json.TokenType == JsonTokenType.StartObject)
            {
                if (surface.PassesThrough())
                {
                    PassedMembers(ref json, body, facts);
                }
                else
                {
                    Members(surface, body, ref json, maxChars, facts);
                }
            }
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            // What was read until then holds.
        }
    }

    /// <summary>What an answer says that is passed through: its usage, who made it, what went wrong.</summary>
    public static void PassedMembers(ref Utf8JsonReader json, ReadOnlySpan<byte> body, AnswerFacts facts)
    {
        while (json.NextMember())
        {
            if (json.NameIs("usage"u8) || json.NameIs("meta"u8))
            {
                // Cohere's meta: {"billed_units":{…},"tokens":{"input_tokens":…}}.
                json.Read();
                UsageReader.Read(ref json, body, facts);
            }
            else
            {
                Head(ref json, facts);
            }
        }
    }

    /// <summary>
    /// A member that every interface has; the reader stands on its name and is left at its value's end.
    /// </summary>
    public static void Head(ref Utf8JsonReader json, AnswerFacts facts)
    {
        if (facts.Id is null && json.NameIs("id"u8))
        {
            json.Read();
            facts.Id = Names.Clean(json.Text());
        }
        else if (facts.Model is null && json.NameIs("model"u8))
        {
            json.Read();
            facts.Model = Names.Clean(json.Text());
        }
        else if (facts.ServiceTier is null && json.NameIs("service_tier"u8))
        {
            json.Read();
            facts.ServiceTier = Names.Clean(json.Text());
        }
        else if (json.NameIs("error"u8))
        {
            json.Read();
            Error(ref json, facts);
        }
        else
        {
            json.Read();
            json.Skip();
        }
    }

    /// <summary>An <c>error</c> member: an object with message, type and code, or a text.</summary>
    public static void Error(ref Utf8JsonReader json, AnswerFacts facts)
    {
        if (json.TokenType == JsonTokenType.String)
        {
            (facts.Error, facts.ErrorMessage) = ("upstream_error", Names.Clean(json.UnescapedText()));
            return;
        }

        if (!json.Enters(JsonTokenType.StartObject))
        {
            return;
        }

        var (code, type) = (default(string), default(string));
        while (json.NextMember())
        {
            var isCode = json.NameIs("code"u8);
            var isType = json.NameIs("type"u8);
            var isMessage = json.NameIs("message"u8);
            json.Read();
            code = isCode && json.TokenType == JsonTokenType.Number ? Encoding.UTF8.GetString(json.ValueSpan) : code;
            var text = json.Text();
            code = isCode ? text ?? code : code;
            type = isType ? text : type;
            facts.ErrorMessage = isMessage ? Names.Clean(text) : facts.ErrorMessage;
        }

        facts.Error = Names.Clean(code) ?? Names.Clean(type) ?? "upstream_error";
    }

    private static void Members(
        Surface surface, ReadOnlySpan<byte> body, ref Utf8JsonReader json, int maxChars, AnswerFacts facts)
    {
        while (json.NextMember())
        {
            var isText = json.NameIs(surface switch
            {
                Surface.Responses => "output"u8,
                Surface.Messages => "content"u8,
                _ => "choices"u8,
            });
            if (isText)
            {
                json.Read();
                var start = (int)json.TokenStartIndex;
                Finishes(ref json, facts);
                var text = Content.Text(body[start..(int)json.BytesConsumed], maxChars);
                facts.Text.Whole = surface == Surface.Messages && text is not null
                    ? $$"""[{"role":"assistant","content":{{text}}}]"""
                    : text;
            }
            else if (json.NameIs("usage"u8))
            {
                json.Read();
                Usage(surface, ref json, body, facts);
            }
            else if (surface == Surface.Messages && json.NameIs("stop_reason"u8))
            {
                json.Read();
                ChoiceReader.AddFinish(json.Text(), facts);
            }
            else if (surface == Surface.Responses && json.NameIs("status"u8))
            {
                json.Read();
                ChoiceReader.AddFinish(json.Text(), facts);
            }
            else
            {
                Head(ref json, facts);
            }
        }
    }

    private static void Usage(
        Surface surface, ref Utf8JsonReader json, ReadOnlySpan<byte> body, AnswerFacts facts)
    {
        if (surface == Surface.Messages)
        {
            MessagesUsage.Read(ref json, body, facts);
        }
        else
        {
            UsageReader.Read(ref json, body, facts);
        }
    }

    // Choices carry theirs; the outputs of a response do not.
    private static void Finishes(ref Utf8JsonReader json, AnswerFacts facts)
    {
        if (!json.Enters(JsonTokenType.StartArray))
        {
            return;
        }

        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (!json.Enters(JsonTokenType.StartObject))
            {
                continue;
            }

            while (json.NextMember())
            {
                var isFinish = json.NameIs("finish_reason"u8);
                json.Read();
                if (isFinish)
                {
                    ChoiceReader.AddFinish(json.Text(), facts);
                }
                else
                {
                    json.Skip();
                }
            }
        }
    }
}

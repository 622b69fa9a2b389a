using System.Text.Json;
using Dashboard.Gateway.Requests;
using Dashboard.Texts;

namespace Dashboard.Gateway.Answers;

/// <summary>
/// Reads the tool calls of a delta: <c>[{"index":0,"id":"…","function":{"name":"…","arguments":"…"}}]</c>.
/// </summary>
internal static class ToolReader
{
    public static void ReadAll(ref Utf8JsonReader json, AnswerFacts facts, int choice)
    {
        if (!json.Enters(JsonTokenType.StartArray))
        {
            return;
        }

        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.Enters(JsonTokenType.StartObject))
            {
                Tool(ref json, facts, choice);
            }
        }
    }

    /// <summary>A function's name and a piece of its arguments.</summary>
    public static void Function(ref Utf8JsonReader json, AnswerFacts facts, int choice, int tool, string? id)
    {
        if (!json.Enters(JsonTokenType.StartObject))
        {
            return;
        }

        var (name, arguments, quarters) = (default(string), default(string), 0L);
        while (json.NextMember())
        {
            var isName = json.NameIs("name"u8);
            var isArguments = json.NameIs("arguments"u8);
            json.Read();
            if ((isName || isArguments) && json.TokenType == JsonTokenType.String)
            {
                quarters += TextTokens.Quarters(json.ValueSpan);
                name = isName ? json.UnescapedText() : name;
                arguments = isArguments && facts.Text.HasRoom ? json.UnescapedPiece() : arguments;
            }

            json.Skip();
        }

        facts.Saw(quarters);
        if (facts.Text.HasRoom)
        {
            facts.Text.Tool(choice, tool, id, name, arguments);
        }
    }

    private static void Tool(ref Utf8JsonReader json, AnswerFacts facts, int choice)
    {
        var (index, id) = (0, default(string));
        while (json.NextMember())
        {
            if (json.NameIs("index"u8))
            {
                json.Read();
                index = (int)Math.Min(json.Count() ?? 0, int.MaxValue);
            }
            else if (json.NameIs("id"u8))
            {
                json.Read();
                id = json.Text();
            }
            else if (json.NameIs("function"u8))
            {
                json.Read();
                Function(ref json, facts, choice, index, id);
            }
            else
            {
                json.Read();
                json.Skip();
            }
        }
    }
}

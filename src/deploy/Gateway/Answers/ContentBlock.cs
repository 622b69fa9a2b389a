using System.Text.Json;
using Dashboard.Texts;

namespace Dashboard.Gateway.Answers;

/// <summary>
/// Reads the blocks of a message as they come: texts, thoughts and calls of tools, each with a start and deltas.
/// </summary>
internal static class ContentBlock
{
    /// <summary>What a block begins with: a tool's name and id, sometimes a first piece of text.</summary>
    public static void Begin(ref Utf8JsonReader json, int index, AnswerFacts facts)
    {
        if (!json.Enters(JsonTokenType.StartObject))
        {
            return;
        }

        var (id, name, isTool) = (default(string), default(string), false);
        while (json.NextMember())
        {
            if (json.NameIs("type"u8))
            {
                json.Read();
                isTool = json.TokenType == JsonTokenType.String
                    && (json.NameIs("tool_use"u8) || json.NameIs("server_tool_use"u8));
                json.Skip();
            }
            else if (json.NameIs("id"u8))
            {
                json.Read();
                id = json.Text();
            }
            else if (json.NameIs("name"u8))
            {
                json.Read();
                name = json.Text();
            }
            else
            {
                Piece(ref json, index, facts);
            }
        }

        if (isTool)
        {
            facts.Saw(default(ReadOnlySpan<byte>));
            facts.Text.Tool(0, index, id, name, arguments: null);
        }
    }

    /// <summary>The next piece of a block, or at the end of all why the message ends.</summary>
    public static void Delta(ref Utf8JsonReader json, int index, AnswerFacts facts)
    {
        if (!json.Enters(JsonTokenType.StartObject))
        {
            return;
        }

        while (json.NextMember())
        {
            if (json.NameIs("stop_reason"u8))
            {
                json.Read();
                ChoiceReader.AddFinish(json.Text(), facts);
            }
            else
            {
                Piece(ref json, index, facts);
            }
        }
    }

    // The reader stands on a member's name and is left at its value's end.
    private static void Piece(ref Utf8JsonReader json, int index, AnswerFacts facts)
    {
        var isText = json.NameIs("text"u8);
        var isThought = json.NameIs("thinking"u8);
        var isArguments = json.NameIs("partial_json"u8);
        json.Read();
        if ((isText || isThought || isArguments)
            && json.TokenType == JsonTokenType.String && json.ValueSpan.Length > 0)
        {
            facts.Saw(json.ValueSpan);
            if (!facts.Text.HasRoom)
            {
                // Counted all the same.
            }
            else if (isText)
            {
                facts.Text.Content(0, json.UnescapedPiece());
            }
            else if (isThought)
            {
                facts.Text.Reasoning(0, json.UnescapedPiece());
            }
            else
            {
                facts.Text.Tool(0, index, id: null, name: null, json.UnescapedPiece());
            }
        }

        json.Skip();
    }
}

using System.Text.Json;
using Dashboard.Texts;

namespace Dashboard.Gateway.Answers;

/// <summary>Reads the <c>choices</c> of a chunk: deltas of a chat, or texts of a completion.</summary>
internal static class ChoiceReader
{
    /// <summary>How many choices there are; -1 where it is no list.</summary>
    public static int ReadAll(ref Utf8JsonReader json, AnswerFacts facts)
    {
        if (!json.Enters(JsonTokenType.StartArray))
        {
            return -1;
        }

        var count = 0;
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.Enters(JsonTokenType.StartObject))
            {
                Choice(ref json, facts, count);
            }

            count++;
        }

        return count;
    }

    private static void Choice(ref Utf8JsonReader json, AnswerFacts facts, int position)
    {
        // Every server known writes the index before the delta; without one the position tells.
        var index = position;
        while (json.NextMember())
        {
            if (json.NameIs("index"u8))
            {
                json.Read();
                index = (int)Math.Min(json.Count() ?? position, int.MaxValue);
            }
            else if (json.NameIs("delta"u8))
            {
                json.Read();
                Delta(ref json, facts, index);
            }
            else if (json.NameIs("text"u8))
            {
                json.Read();
                Piece(ref json, facts, index, isReasoning: false);
            }
            else if (json.NameIs("finish_reason"u8))
            {
                json.Read();
                AddFinish(json.Text(), facts);
            }
            else
            {
                json.Read();
                json.Skip();
            }
        }
    }

    public static void AddFinish(string? reason, AnswerFacts facts)
    {
        if (!string.IsNullOrEmpty(reason) && facts.FinishReasons.Count < 8)
        {
            facts.FinishReasons.Add(Requests.Names.Clean(reason) ?? "");
        }
    }

    private static void Delta(ref Utf8JsonReader json, AnswerFacts facts, int index)
    {
        if (!json.Enters(JsonTokenType.StartObject))
        {
            return;
        }

        while (json.NextMember())
        {
            if (json.NameIs("content"u8) || json.NameIs("refusal"u8))
            {
                json.Read();
                Piece(ref json, facts, index, isReasoning: false);
            }
            else if (json.NameIs("reasoning_content"u8) || json.NameIs("reasoning"u8))
            {
                json.Read();
                Piece(ref json, facts, index, isReasoning: true);
            }
            else if (json.NameIs("tool_calls"u8))
            {
                json.Read();
                ToolReader.ReadAll(ref json, facts, index);
            }
            else if (json.NameIs("function_call"u8))
            {
                json.Read();
                ToolReader.Function(ref json, facts, index, tool: 0, id: null);
            }
            else
            {
                var isAudio = json.NameIs("audio"u8);
                json.Read();
                facts.Deltas += isAudio && json.TokenType == JsonTokenType.StartObject ? 1 : 0;
                json.Skip();
            }
        }
    }

    private static void Piece(ref Utf8JsonReader json, AnswerFacts facts, int index, bool isReasoning)
    {
        if (json.TokenType == JsonTokenType.String && json.ValueSpan.Length > 0)
        {
            facts.Saw(json.ValueSpan);
            if (facts.Text.HasRoom && isReasoning)
            {
                facts.Text.Reasoning(index, json.UnescapedPiece());
            }
            else if (facts.Text.HasRoom)
            {
                facts.Text.Content(index, json.UnescapedPiece());
            }
        }

        json.Skip();
    }
}

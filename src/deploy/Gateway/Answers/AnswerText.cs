using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Dashboard.Texts;

namespace Dashboard.Gateway.Answers;

/// <summary>
/// The text of an answer, put together of its deltas as long as it is not too long. Written as OpenAI's message, one
/// per
/// choice.
/// </summary>
internal sealed class AnswerText(int maxChars)
{
    // It is kept and searched, never put into HTML as it is.
    private static readonly JsonWriterOptions _plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<Choice> _choices = [];
    private int _chars;

    /// <summary>The most characters that are kept; 0 keeps none.</summary>
    public int MaxChars => maxChars;

    /// <summary>Whether text is kept at all, and there is room for more.</summary>
    public bool HasRoom => _chars < maxChars;

    /// <summary>A whole answer as it came, instead of pieces.</summary>
    public string? Whole { get; set; }

    public void Content(int choice, string text) => Append(Of(choice).Content, text);

    public void Reasoning(int choice, string text) => Append(Of(choice).Reasoning, text);

    public void Tool(int choice, int tool, string? id, string? name, string? arguments)
    {
        var tools = Of(choice).Tools;
        if (!tools.TryGetValue(tool, out var call))
        {
            tools[tool] = call = new ToolCall();
        }

        call.Id ??= id;
        call.Name ??= name;
        if (arguments is not null)
        {
            Append(call.Arguments, arguments);
        }
    }

    /// <summary>The messages as JSON; null where there is nothing.</summary>
    public string? ToJson()
    {
        if (Whole is not null || _choices.Count == 0)
        {
            return Whole;
        }

        using var buffer = new PooledBytes(1024);
        using (var json = new Utf8JsonWriter(buffer, _plain))
        {
            json.WriteStartArray();
            foreach (var choice in _choices.OrderBy(choice => choice.Index))
            {
                Write(json, choice);
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.Span);
    }

    private static void Write(Utf8JsonWriter json, Choice choice)
    {
        json.WriteStartObject();
        json.WriteString("role", "assistant");
        if (choice.Reasoning.Length > 0)
        {
            json.WriteString("reasoning_content", TextPieces.Join(choice.Reasoning.ToString()));
        }

        json.WriteString("content", choice.Content.Length > 0 ? TextPieces.Join(choice.Content.ToString()) : null);
        if (choice.Tools.Count > 0)
        {
            json.WriteStartArray("tool_calls");
            foreach (var tool in choice.Tools.Values)
            {
                json.WriteStartObject();
                json.WriteString("id", tool.Id);
                json.WriteString("type", "function");
                json.WriteStartObject("function");
                json.WriteString("name", tool.Name);
                json.WriteString("arguments", TextPieces.Join(tool.Arguments.ToString()));
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private void Append(StringBuilder to, string text)
    {
        var room = Math.Min(text.Length, Math.Max(0, maxChars - _chars));
        room -= room > 0 && room < text.Length && char.IsHighSurrogate(text[room - 1]) ? 1 : 0;
        to.Append(text, 0, room);
        _chars += text.Length;
    }

    private Choice Of(int index)
    {
        foreach (var choice in _choices)
        {
            if (choice.Index == index)
            {
                return choice;
            }
        }

        var added = new Choice(index);
        _choices.Add(added);
        return added;
    }

    private sealed class Choice(int index)
    {
        public int Index { get; } = index;

        public StringBuilder Content { get; } = new();

        public StringBuilder Reasoning { get; } = new();

        public SortedDictionary<int, ToolCall> Tools { get; } = [];
    }

    private sealed class ToolCall
    {
        public string? Id { get; set; }

        public string? Name { get; set; }

        public StringBuilder Arguments { get; } = new();
    }
}

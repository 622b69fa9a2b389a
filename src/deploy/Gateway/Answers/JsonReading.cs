using System.Text.Json;
using Dashboard.Texts;

namespace Dashboard.Gateway.Answers;

/// <summary>Reading JSON of unknown making: what has another type than expected is passed over.</summary>
internal static class JsonReading
{
    /// <summary>Steps to the next member's name; false at the object's end.</summary>
    public static bool NextMember(this ref Utf8JsonReader json) =>
        json.Read() && json.TokenType == JsonTokenType.PropertyName;

    /// <summary>Steps into an object that is the current value; passes over anything else.</summary>
    public static bool Enters(this ref Utf8JsonReader json, JsonTokenType start)
    {
        if (json.TokenType == start)
        {
            return true;
        }

        json.Skip();
        return false;
    }

    /// <summary>The current value where it is a text; passes over it in any case.</summary>
    public static string? Text(this ref Utf8JsonReader json)
    {
        var text = json.TokenType == JsonTokenType.String ? json.UnescapedText() : null;
        json.Skip();
        return text;
    }

    /// <summary>The current value where it is a whole number that can be a count.</summary>
    public static long? Count(this ref Utf8JsonReader json)
    {
        const long most = 1_000_000_000_000;
        var count = json.TokenType != JsonTokenType.Number ? null
            : json.TryGetInt64(out var whole) ? whole
            : json.TryGetDouble(out var number) && double.IsInteger(number) && number < most ? (long?)number
            : null;
        json.Skip();
        return count is >= 0 and <= most ? count : null;
    }
}

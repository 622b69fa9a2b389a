using System.Buffers.Text;
using System.Text.Json;

namespace Dashboard.Gateway.Requests;

/// <summary>Reads a count as lenient servers do: <c>1000</c>, <c>1e3</c>, <c>1000.0</c> or <c>"1000"</c>.</summary>
internal static class RequestNumbers
{
    /// <summary>More than any model writes, and little enough to be multiplied.</summary>
    public const long Most = 1_000_000_000;

    /// <summary>
    /// The number that the reader stands on, rounded up and at most <see cref="Most"/>; null for none and for what is
    /// below 0. It is passed over in any case.
    /// </summary>
    public static long? Take(ref Utf8JsonReader json)
    {
        var text = json.TokenType is JsonTokenType.Number or JsonTokenType.String ? json.ValueSpan.Trim((byte)' ') : default;
        var number = Utf8Parser.TryParse(text, out double value, out var read) && read == text.Length && value >= 0
            ? (long)Math.Ceiling(Math.Min(value, Most))
            : (long?)null;
        json.Skip();
        return number;
    }
}

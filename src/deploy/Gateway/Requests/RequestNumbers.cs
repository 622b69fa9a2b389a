using System.Buffers.Text;
using System.Text.Json;

namespace Dashboard.Gateway.Requests;

/// <summary>Reads a count as lenient servers do: <c>1000</c>, <c>1e3</c>, <c>1000.0</c> or <c>"1000"</c>.</summary>
internal static class RequestNumbers
{
    /// <summary>More than any model writes, and little enough to be multiplied.</summary>
    public const long Most = 1_000_000_000;

    /// <summary>More answers to one prompt than any server writes.</summary>
    public const long MostChoices = 1024;

    /// <summary>How many answers are asked for; 1 where that is not said.</summary>
    public static long Choices(ReadOnlySpan<byte> text) => Math.Clamp(Parse(text) ?? 1, 1, MostChoices);

    /// <summary>
    /// The number that the reader stands on, rounded up and at most <see cref="Most"/>; null for none and for what is
    /// below 0. It is passed over in any case.
    /// </summary>
    public static long? Take(ref Utf8JsonReader json)
    {
        var isWritten = json.TokenType is JsonTokenType.Number or JsonTokenType.String;
        var number = isWritten ? Parse(json.ValueSpan) : null;
        json.Skip();
        return number;
    }

    private static long? Parse(ReadOnlySpan<byte> written)
    {
        var text = written.Trim((byte)' ');
        return Utf8Parser.TryParse(text, out double value, out var read) && read == text.Length && value >= 0
            ? (long)Math.Ceiling(Math.Min(value, Most))
            : null;
    }
}

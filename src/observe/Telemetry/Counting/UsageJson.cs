using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Dashboard.Texts;

namespace Dashboard.Telemetry.Counting;

/// <summary>
/// Reads a <c>usage</c> object of any provider or client, whole or nested in others. Each number is taken by the names
/// down to it; entries of a list by what they say they are:
/// <code>
/// {"promptTokensDetails":[{"modality":"AUDIO","tokenCount":7}]}        promptTokensDetails.AUDIO.tokenCount
/// {"cacheDetails":[{"ttl":"1h","inputTokens":5}]}                      cacheDetails.1h.inputTokens
/// </code>
/// </summary>
public static class UsageJson
{
    private const int LongestPath = 160;
    private const int MaxDepth = 6;
    private const long MostTokens = 1_000_000_000_000;

    /// <summary>The usage in a text that is a JSON object; empty where it is none.</summary>
    public static ReportedUsage Read(string? text) =>
        text.AsSpan().TrimStart() is ['{', ..] ? ReadAny(text!) : default;

    /// <summary>
    /// The usage in a text that is one JSON object, or a list of those that a stream brought one after another; empty
    /// where it is neither.
    /// </summary>
    public static ReportedUsage ReadReports(string? text) =>
        text.AsSpan().TrimStart() is ['{' or '[', ..] ? ReadAny(text!) : default;

    /// <summary>The usage in the object on which the reader stands, which is passed over in any case.</summary>
    /// <exception cref="JsonException">The text is no JSON.</exception>
    public static ReportedUsage Read(ref Utf8JsonReader json)
    {
        var usage = default(ReportedUsage);
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            return usage;
        }

        Span<char> path = stackalloc char[LongestPath];
        Members(ref json, path, 0, 0, ref usage);
        return usage;
    }

    private static ReportedUsage ReadAny(string text)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            var length = Encoding.UTF8.GetBytes(text, bytes);
            var json = new Utf8JsonReader(bytes.AsSpan(0, length));
            return !json.Read() ? default
                : json.TokenType == JsonTokenType.StartArray ? ReadAll(ref json)
                : Read(ref json);
        }
        catch (JsonException)
        {
            return default;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private static ReportedUsage ReadAll(ref Utf8JsonReader json)
    {
        var usage = default(ReportedUsage);
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            usage = usage.Then(Read(ref json));
        }

        return usage;
    }

    /// <summary>A count of tokens in a value: a whole number, also as text; null when it can be none.</summary>
    internal static long? Count(ref Utf8JsonReader json)
    {
        if (json.TokenType == JsonTokenType.Number)
        {
            return json.TryGetInt64(out var whole) ? Believable(whole)
                : json.TryGetDouble(out var number) ? Believable(number)
                : null;
        }

        Span<char> text = stackalloc char[24];
        return json is { TokenType: JsonTokenType.String, ValueIsEscaped: false, HasValueSequence: false }
            && json.ValueSpan.Length is > 0 and <= 24
            && Encoding.UTF8.TryGetChars(json.ValueSpan, text, out var length)
            && double.TryParse(text[..length], NumberStyles.Float, CultureInfo.InvariantCulture, out var said)
                ? Believable(said)
                : null;
    }

    /// <summary>The number as a count of tokens; null when it is not whole, negative or beyond a trillion.</summary>
    public static long? Believable(double number) =>
        number is >= 0 and <= MostTokens && double.IsInteger(number) ? (long)number : null;

    private static void Members(
        ref Utf8JsonReader json, scoped Span<char> path, int length, int depth, ref ReportedUsage usage)
    {
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var longer = Append(json, path, length);
            json.Read();
            Value(ref json, path, longer, depth, ref usage);
        }
    }

    private static void Value(
        ref Utf8JsonReader json, scoped Span<char> path, int length, int depth, ref ReportedUsage usage)
    {
        if (json.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            if (length < 0 || depth == MaxDepth)
            {
                json.Skip();
            }
            else if (json.TokenType == JsonTokenType.StartObject)
            {
                Members(ref json, path, length, depth + 1, ref usage);
            }
            else
            {
                Entries(ref json, path, length, depth + 1, ref usage);
            }
        }
        else if (length > 0 && Count(ref json) is { } count)
        {
            usage.Add(UsageName.Of(path[..length]), count);
        }
    }

    private static void Entries(
        ref Utf8JsonReader json, scoped Span<char> path, int length, int depth, ref ReportedUsage usage)
    {
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType == JsonTokenType.StartObject)
            {
                var longer = Label(json, path, length);
                if (longer < 0)
                {
                    json.Skip();
                }
                else
                {
                    Members(ref json, path, longer, depth, ref usage);
                }
            }
            else
            {
                json.Skip();
            }
        }
    }

    /// <summary>What an entry says it is, found ahead of its counts; less than zero where it says nothing.</summary>
    private static int Label(Utf8JsonReader ahead, scoped Span<char> path, int length)
    {
        while (ahead.Read() && ahead.TokenType == JsonTokenType.PropertyName)
        {
            var says = ahead.NameIs("modality"u8) || ahead.NameIs("ttl"u8)
                || ahead.NameIs("type"u8);
            ahead.Read();
            if (says && ahead.TokenType == JsonTokenType.String)
            {
                return Append(ahead, path, length);
            }

            ahead.Skip();
        }

        return -1;
    }

    /// <summary>The path with the reader's text behind it; less than zero where it is too long or odd.</summary>
    private static int Append(in Utf8JsonReader json, scoped Span<char> path, int length)
    {
        var start = length == 0 ? 0 : length + 1;
        if (length < 0 || json.ValueIsEscaped || json.HasValueSequence || start >= path.Length
            || !Encoding.UTF8.TryGetChars(json.ValueSpan, path[start..], out var written))
        {
            return -1;
        }

        if (start > 0)
        {
            path[length] = '.';
        }

        return start + written;
    }
}

using System.Globalization;
using Dashboard.Ingest.Wire;

namespace Dashboard.Ingest.Dialects;

/// <summary>
/// Folds numbered attributes back into the JSON array that they were flattened from:
/// <c>llm.input_messages.0.message.role = user</c> (OpenInference) and <c>gen_ai.prompt.0.role = user</c> (OpenLLMetry)
/// both become
/// <c>[{"role":"user"}]</c>.
/// </summary>
internal static class NumberedMessages
{
    private const int MaxSegments = 16;

    /// <summary>Null when no attribute is numbered under the prefix, which ends with a dot.</summary>
    public static string? Take(SpanView span, string prefix)
    {
        MessageNode? root = null;
        foreach (var (key, value) in span.Span.Attributes)
        {
            if (key.StartsWith(prefix, StringComparison.Ordinal) && key.Length > prefix.Length
                && char.IsAsciiDigit(key[prefix.Length]))
            {
                root ??= new MessageNode();
                Add(root, key[prefix.Length..].Split('.', MaxSegments), value);
                span.Take(key);
            }
        }

        if (root is null)
        {
            return null;
        }

        root.Write(span.Json.Begin());
        return span.Json.End();
    }

    private static void Add(MessageNode node, string[] segments, AttributeValue value)
    {
        for (var i = 0; i < segments.Length; i++)
        {
            // OpenInference wraps each element of a list: ".0.message.", ".1.message_content.", ".0.tool_call.".
            if (segments[i] is "message" or "message_content" or "tool_call" && i > 0 && IsNumber(segments[i - 1])
                && i + 1 < segments.Length)
            {
                continue;
            }

            node = IsNumber(segments[i])
                ? node.Item(int.Parse(segments[i], CultureInfo.InvariantCulture))
                : node.Member(segments[i]);
        }

        node.Value = value;
    }

    private static bool IsNumber(string segment) =>
        int.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out _);
}

using Dashboard.Ingest.Wire;
using Dashboard.Telemetry.Messages;

namespace Dashboard.Ingest.Dialects;

/// <summary>
/// Why generation ended: a list of strings, a string, or (LiteLLM) a string that holds a JSON list of strings.
/// </summary>
internal static class FinishReasons
{
    /// <summary>The reasons with commas between them; null when none is said.</summary>
    public static string? Of(SpanView span, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (span.TryGet(key, out var value) && Join(value) is { Length: > 0 } reasons)
            {
                return reasons;
            }
        }

        return null;
    }

    private static string? Join(AttributeValue value)
    {
        if (value.Kind != AttributeKind.Array)
        {
            var text = AttributeJson.ScalarText(value);
            return text is ['[', ..] && ClientJson.Strings(text) is { } reasons ? string.Join(',', reasons) : text;
        }

        return string.Join(',',
            value.Items.Select(AttributeJson.ScalarText).Where(reason => !string.IsNullOrEmpty(reason)));
    }
}

using System.Text;

namespace Dashboard.Gateway.Answers;

/// <summary>Content as it is kept.</summary>
internal static class Content
{
    /// <summary>The text, cut where it is too long; null where none is kept.</summary>
    public static string? Text(ReadOnlySpan<byte> utf8, int maxChars)
    {
        if (maxChars == 0 || utf8.IsEmpty)
        {
            return null;
        }

        // As many bytes as characters are at most so many characters; a character that is cut decodes to U+FFFD.
        var text = Encoding.UTF8.GetString(utf8.Length <= maxChars ? utf8 : utf8[..maxChars]);
        return text.Contains('\0', StringComparison.Ordinal) ? text.Replace('\0', '\uFFFD') : text;
    }
}

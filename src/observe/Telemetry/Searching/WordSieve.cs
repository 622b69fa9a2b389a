using System.Globalization;
using System.Text;

namespace Dashboard.Telemetry.Searching;

/// <summary>
/// A condition that every stored text with a word fulfils, and that is cheaper to test than it is to read the text and cut
/// it into words. What is stored is what a client sent: JSON, or JSON in JSON, whose letters may be escaped.
/// </summary>
/// <param name="Operator">Of PostgreSQL, for a text on its left.</param>
/// <param name="Pattern">On its right.</param>
internal sealed record WordSieve(string Operator, string Pattern)
{
    /// <param name="word">In lower case.</param>
    public static WordSieve For(string word)
    {
        if (word.All(char.IsAsciiLetterOrDigit))
        {
            return new WordSieve("ILIKE", $"%{word}%");
        }

        var pattern = new StringBuilder();
        foreach (var rune in word.EnumerateRunes())
        {
            pattern.Append(rune.IsAscii ? rune.ToString() : $"(?:{string.Join('|', Spellings(rune))})");
        }

        return new WordSieve("~*", pattern.ToString());
    }

    private static IEnumerable<string> Spellings(Rune rune) =>
        new[] { rune, Rune.ToUpperInvariant(rune) }.Distinct().Select(Escaped).Prepend(rune.ToString());

    /// <summary>As <c>\u00fc</c>, behind any number of backslashes.</summary>
    private static string Escaped(Rune rune) => string.Concat(
        rune.ToString().Select(unit => string.Create(CultureInfo.InvariantCulture, $@"\\+u{(int)unit:x4}")));
}

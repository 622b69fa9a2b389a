using System.Text;

namespace Dashboard.Telemetry.Searching;

/// <summary>
/// The grammar of a search: words, all of which must occur; <c>"a phrase"</c> whose words follow each other; and
/// <c>begin*</c> for words that begin so. Case does not matter. A term may hold several words, which then follow each other
/// (<c>foo_bar</c>); in scripts without spaces it is found wherever it stands.
/// </summary>
public sealed record SearchText(IReadOnlyList<SearchText.Term> Terms)
{
    /// <summary>What to type, in one line.</summary>
    public const string Grammar =
        "Words that all occur, \"a phrase\" in quotes, begin* for the beginning of a word; case does not matter.";

    /// <summary>Null when the text holds no word: neither a letter nor a digit.</summary>
    public static SearchText? Parse(string text)
    {
        var terms = new List<Term>();
        var current = new StringBuilder();
        var quoted = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value == '"')
            {
                End(terms, current, quoted);
                quoted = !quoted;
            }
            else if (!quoted && Rune.IsWhiteSpace(rune))
            {
                End(terms, current, quoted);
            }
            else
            {
                current.Append(rune.ToString());
            }
        }

        End(terms, current, quoted);
        return terms.Count == 0 ? null : new SearchText(terms);
    }

    private static void End(List<Term> terms, StringBuilder current, bool quoted)
    {
        var text = current.ToString();
        current.Clear();
        if (text.EnumerateRunes().Any(Rune.IsLetterOrDigit))
        {
            var isPrefix = !quoted && text[^1] == '*';
            terms.Add(new Term(isPrefix ? text.TrimEnd('*') : text, isPrefix));
        }
    }

    /// <summary>A word or the words of a phrase; a prefix also stands for longer words.</summary>
    public readonly record struct Term(string Text, bool IsPrefix)
    {
        /// <summary>The text as PostgreSQL's <c>to_tsquery</c> wants a prefix quoted.</summary>
        public string Quoted =>
            "'" + Text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal) + "':*";
    }
}

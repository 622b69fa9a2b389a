using System.Text;

namespace Dashboard.Telemetry.Searching;

/// <summary>
/// A term of a search, cut by the functions that cut the stored texts: how it is looked up in the index of words, and how it
/// reads in a text.
/// </summary>
/// <param name="Spaced">The term as <c>search_text</c> gives it.</param>
/// <param name="Words">Its words of spaced scripts (<c>search_words</c>).</param>
/// <param name="Pairs">The pairs of its unspaced runs (<c>search_pairs</c>); the one that ends a run ends with a space.</param>
/// <param name="IsPrefix">Whether its last word stands for longer ones, too.</param>
internal sealed record WordTerm(string Spaced, IReadOnlyList<string> Words, IReadOnlyList<string> Pairs, bool IsPrefix)
{
    /// <summary>Longer words are looked up by their beginning: a word in an index may have 2,046 bytes.</summary>
    private const int MaxLength = 500;

    /// <summary>Its words and runs in their order.</summary>
    public IReadOnlyList<string> Parts { get; } = Spaced.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>What all occurs in a match, as operands of a <c>tsquery</c>; letters, marks and digits need no escape.</summary>
    public IReadOnlyList<string> Operands { get; } = [.. OfWords(Words, Spaced, IsPrefix), .. OfPairs(Pairs)];

    /// <summary>Whether what has its operands need not have the term: they may stand apart.</summary>
    public bool NeedsLook => Operands.Count > 1 || Parts.Any(part => part.Length > MaxLength);

    /// <summary>
    /// The term in a text of <c>call_text</c>, as a pattern of <c>LIKE</c>: words end at spaces, but a run may go on.
    /// </summary>
    public string Pattern =>
        $"%{(IsRun(Parts[0]) ? "" : " ")}{string.Join(' ', Parts)}{(IsPrefix || IsRun(Parts[^1]) ? "" : " ")}%";

    private bool IsRun(string part) => !Words.Contains(part);

    private static IEnumerable<string> OfWords(IReadOnlyList<string> words, string spaced, bool isPrefix)
    {
        for (var i = 0; i < words.Count; i++)
        {
            var isBeginning = isPrefix && i == words.Count - 1 && spaced.EndsWith($" {words[i]} ", StringComparison.Ordinal);
            yield return Beginning(words[i]) is { } cut ? $"'{cut}':*" : isBeginning ? $"'{words[i]}':*" : $"'{words[i]}'";
        }
    }

    private static IEnumerable<string> OfPairs(IReadOnlyList<string> pairs)
    {
        for (var i = 0; i < pairs.Count; i++)
        {
            var isLast = pairs[i].EndsWith(' ');
            var isAlone = isLast && (i == 0 || pairs[i - 1].EndsWith(' '));
            if (isAlone || !isLast)
            {
                yield return isAlone ? $"'{pairs[i].TrimEnd()}':*" : $"'{pairs[i]}'";
            }
        }
    }

    private static string? Beginning(string word)
    {
        if (word.Length <= MaxLength)
        {
            return null;
        }

        var beginning = new StringBuilder();
        foreach (var rune in word.EnumerateRunes().Take(MaxLength))
        {
            beginning.Append(rune.ToString());
        }

        return beginning.ToString();
    }
}

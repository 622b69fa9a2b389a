using Dashboard.Evaluations.Scores;

namespace Dashboard.Evaluations.Ingest;

/// <summary>Texts of senders that cannot be asked to mend them: what is too long is cut, NUL characters go.</summary>
internal static class ScoreText
{
    private const int MaxComment = 10_000;

    /// <summary>A name, label or id; null for an empty one.</summary>
    public static string? Short(string? text) => Cut(text, Score.MaxName);

    public static string? Comment(string? text) => Cut(text, MaxComment);

    private static string? Cut(string? text, int longest)
    {
        // PostgreSQL's text cannot hold U+0000.
        var clean = text?.Replace("\0", "", StringComparison.Ordinal);
        if (string.IsNullOrWhiteSpace(clean) || clean.Length <= longest)
        {
            return string.IsNullOrWhiteSpace(clean) ? null : clean;
        }

        return clean[..(char.IsHighSurrogate(clean[longest - 1]) ? longest - 1 : longest)];
    }
}

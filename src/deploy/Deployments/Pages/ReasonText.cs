namespace Dashboard.Deployments.Pages;

/// <summary>A reason that is typed, or put together from the words that it mostly consists of.</summary>
internal static class ReasonText
{
    private const string Comma = ", ";

    /// <summary>Why a version is left, mostly.</summary>
    public static IReadOnlyList<string> Words { get; } = ["slower", "disliked", "errors", "cost"];

    /// <summary>Whether a reason has the word as one of its parts.</summary>
    public static bool Has(string? reason, string word) => Parts(reason).Contains(word);

    /// <summary>The reason with the word as its last part, or without it where it has it.</summary>
    public static string Toggle(string? reason, string word) => string.Join(
        Comma, Has(reason, word) ? Parts(reason).Where(part => part != word) : Parts(reason).Append(word));

    private static string[] Parts(string? reason) =>
        (reason ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}

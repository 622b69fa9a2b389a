using System.Text.RegularExpressions;

namespace Dashboard.E2E;

/// <summary>The README, by its sections and the blocks of commands within them.</summary>
internal static partial class Readme
{
    private static readonly string _text = File.ReadAllText(Path.Combine(Repository.Folder, "README.md"));

    /// <summary>The headings, in their order.</summary>
    public static IReadOnlyList<string> Sections { get; } = [.. Heading().Matches(_text).Select(match => match.Value)];

    /// <summary>A section with its heading, up to the next one.</summary>
    public static string Section(string heading)
    {
        var begin = _text.IndexOf(heading + "\n", StringComparison.Ordinal);
        var end = _text.IndexOf("\n## ", begin, StringComparison.Ordinal);
        return end < 0 ? _text[begin..] : _text[begin..end];
    }

    /// <summary>Its blocks of commands, each as it is to be typed.</summary>
    public static List<string> Blocks(string heading) =>
        [.. Block().Matches(Section(heading)).Select(match => match.Groups[1].Value)];

    /// <summary>It and the documents that it leads to.</summary>
    public static IEnumerable<string> Documents() =>
    [
        .. Directory.GetFiles(Repository.Folder, "*.md"),
        .. Directory.GetFiles(Path.Combine(Repository.Folder, "docs"), "*.md"),
    ];

    [GeneratedRegex("^## .*$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"```sh\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}

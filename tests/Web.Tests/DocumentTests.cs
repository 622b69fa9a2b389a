using System.Text.RegularExpressions;
using Dashboard.Web.Tests.Architecture;
using Xunit;

namespace Dashboard.Web.Tests;

/// <summary>What the documents point at is there, under the name that they use.</summary>
public sealed partial class DocumentTests
{
    private static readonly string[] _ours = ["src", "tests", "e2e", "bench", "docs"];
    private static readonly string[] _generated = ["bin", "obj", "node_modules", "TestResults"];

    // Words with capitals that are names of others, or of settings of theirs.
    private static readonly HashSet<string> _foreign =
        ["Decide", "Apply", "Common", "Shared", "Core", "Utils", "Helpers", "XEvents", "XModule", "AddX", "MapX"];

    private static readonly Lazy<HashSet<string>> _words = new(() =>
    [
        .. Files().Where(file => Path.GetExtension(file) is ".cs" or ".razor" or ".props")
            .SelectMany(file => Word().Matches(File.ReadAllText(file)).Select(match => match.Value)),
        .. Files().SelectMany(file => Path.GetRelativePath(RepositoryRoot.Path, file).Split('/')),
    ]);

    public static TheoryData<string> Documents =>
    [
        // The figures of benchmarks name what was there when they were measured.
        .. Files().Where(file => Path.GetExtension(file) == ".md" && Path.GetFileName(file) != "RESULTS.md")
            .Concat(Directory.EnumerateFiles(RepositoryRoot.Path, "*.md"))
            .Select(file => Path.GetRelativePath(RepositoryRoot.Path, file)),
    ];

    [Theory]
    [MemberData(nameof(Documents))]
    public void A_link_leads_to_a_file_that_is_there(string document)
    {
        var folder = Path.GetDirectoryName(Path.Combine(RepositoryRoot.Path, document))!;

        var dead = Link().Matches(File.ReadAllText(Path.Combine(RepositoryRoot.Path, document)))
            .Select(match => match.Groups["to"].Value.Split('#')[0])
            .Where(to => to.Length > 0 && !to.Contains("://", StringComparison.Ordinal))
            .Where(to => !Path.Exists(Path.Combine(folder, to)));

        Assert.Empty(dead);
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void A_path_that_is_named_is_there(string document)
    {
        var missing = Codes(document)
            .Where(code => NamedPath().IsMatch(code) && _ours.Contains(code.Split('/')[0]))
            .Where(path => !Path.Exists(Path.Combine(RepositoryRoot.Path, path)));

        Assert.Empty(missing);
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void A_type_or_folder_that_is_named_is_in_the_code(string document)
    {
        var unknown = Codes(document)
            .Where(code => Name().IsMatch(code) && !_foreign.Contains(code) && !_words.Value.Contains(code));

        Assert.Empty(unknown);
    }

    private static IEnumerable<string> Codes(string document) => Code()
        .Matches(Block().Replace(File.ReadAllText(Path.Combine(RepositoryRoot.Path, document)), ""))
        .Select(match => match.Groups["code"].Value)
        .Distinct();

    private static IEnumerable<string> Files() => _ours
        .SelectMany(folder => Directory.EnumerateFiles(
            Path.Combine(RepositoryRoot.Path, folder), "*", SearchOption.AllDirectories))
        .Where(file => !Path.GetRelativePath(RepositoryRoot.Path, file).Split('/').Any(_generated.Contains));

    [GeneratedRegex(@"\]\((?<to>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("`(?<code>[^`\n]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"^[\w.-]+(/[\w.-]+)+$")]
    private static partial Regex NamedPath();

    [GeneratedRegex("^[A-Z][a-z]+([A-Z][A-Za-z]*)+$")]
    private static partial Regex Name();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();
}

using System.Xml.Linq;
using Xunit;

namespace Dashboard.Web.Tests.Architecture;

/// <summary>The layout of the house: who may reference whom, and how large a room may grow.</summary>
public sealed class ArchitectureTests
{
    private static readonly string[] _nameless = ["Common", "Shared", "Core", "Utils", "Utilities", "Helpers", "Misc"];
    private static readonly string[] _ours = ["src", "tests", "e2e", "bench"];
    private static readonly string[] _generated = ["bin", "obj", "node_modules", "_framework", ".git", "TestResults"];

    public static TheoryData<string> Projects => [.. Directory
        .EnumerateFiles(Path.Combine(RepositoryRoot.Path, "src"), "*.csproj", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(RepositoryRoot.Path, file))];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_what_the_map_allows(string project)
    {
        var room = Path.GetRelativePath("src", Path.GetDirectoryName(project)!);
        Assert.True(HouseMap.Rooms.ContainsKey(room), $"{room} is not on the map: decide what it may reference.");

        var references = XDocument.Load(Path.Combine(RepositoryRoot.Path, project))
            .Descendants("ProjectReference")
            .Select(reference => reference.Attribute("Include")!.Value.Replace('\\', '/'))
            .Select(Path.GetFileNameWithoutExtension);

        Assert.Empty(references.Except(HouseMap.Rooms[room]));
    }

    [Fact]
    public void The_words_depend_on_no_package()
    {
        var packages = XDocument.Load(Path.Combine(RepositoryRoot.Path, "src", "base", "Events", "Events.csproj"))
            .Descendants("PackageReference");

        Assert.Empty(packages);
    }

    [Fact]
    public void No_file_is_longer_than_300_lines()
    {
        string[] source = [".cs", ".razor", ".js", ".mjs", ".css", ".sql"];
        var tooLong = Files().Where(file => source.Contains(Path.GetExtension(file)))
            .Select(file => (Name: Relative(file), Lines: File.ReadLines(file).Count()))
            .Where(file => file.Lines > 300 && !IsBundle(file.Name));

        Assert.Empty(tooLong);
    }

    [Fact]
    public void No_folder_has_a_name_that_says_nothing()
    {
        var folders = Files().SelectMany(file => Relative(file).Split('/').SkipLast(1));

        Assert.Empty(folders.Intersect(_nameless, StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>
    /// The other readers that throw on half an emoji are banned symbols; generated code of the framework uses this one.
    /// </summary>
    [Fact]
    public void No_nodes_are_read_from_json_of_unknown_making()
    {
        var readers = Files()
            .Where(file => Relative(file).StartsWith("src/", StringComparison.Ordinal) && file.EndsWith(".cs", StringComparison.Ordinal))
            .Where(file => File.ReadAllText(file).Contains("JsonNode.Parse(", StringComparison.Ordinal));

        Assert.Empty(readers.Select(Relative));
    }

    // Written by the build, ignored by git.
    private static bool IsBundle(string file) => file.StartsWith("src/base/Ui/wwwroot/js/", StringComparison.Ordinal);

    private static string Relative(string file) => Path.GetRelativePath(RepositoryRoot.Path, file);

    private static IEnumerable<string> Files() => _ours
        .Select(folder => Path.Combine(RepositoryRoot.Path, folder))
        .Where(Directory.Exists)
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        .Where(file => !Relative(file).Split('/').Any(_generated.Contains));
}

using System.Text.RegularExpressions;

namespace Dashboard.Web.Tests.Architecture;

/// <summary>The types of a room, as they are written.</summary>
internal static partial class Declarations
{
    /// <summary>The name of each type that is written in a room, and its folder.</summary>
    public static IEnumerable<(string Name, string Folder)> Of(string folder) => Directory
        .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Where(file => !Path.GetRelativePath(folder, file).Split('/').Any(part => part is "bin" or "obj" or "node_modules"))
        .SelectMany(file => Path.GetExtension(file) switch
        {
            ".razor" when !file.EndsWith("_Imports.razor", StringComparison.Ordinal) =>
                [Path.GetFileNameWithoutExtension(file)],
            ".cs" => Declaration().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value),
            _ => Enumerable.Empty<string>(),
        }, (file, name) => (name, Path.GetRelativePath(folder, Path.GetDirectoryName(file)!)))
        .Distinct();

    [GeneratedRegex(
        @"^(?:(?:public|internal|sealed|static|abstract|partial|readonly|ref|unsafe) )*(?:class|record struct|record|struct|enum|interface|delegate [\w<>?.]+) (\w+)",
        RegexOptions.Multiline)]
    private static partial Regex Declaration();
}

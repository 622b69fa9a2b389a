using System.Globalization;
using System.Text.RegularExpressions;

namespace Dashboard.Bench;

/// <summary>Keeps <c>bench/RESULTS.md</c>: one section a benchmark, replaced by the newest run.</summary>
internal static partial class Results
{
    public static void Write(string name, string body)
    {
        var section =
            $"""
            <!-- {name} -->
            {body.Trim()}

            Measured {DateTimeOffset.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)} on {Environment.ProcessorCount} cores ({Processor()}),
            client, server and PostgreSQL on the same machine.
            <!-- /{name} -->
            """;
        Console.WriteLine();
        Console.WriteLine(section);
        var path = Path.Combine(Repository.Root, "bench", "RESULTS.md");
        var text = File.Exists(path) ? File.ReadAllText(path) : "# Results\n\nWritten by `./dev bench`.\n";
        var former = new Regex($"<!-- {name} -->.*<!-- /{name} -->", RegexOptions.Singleline);
        text = former.IsMatch(text) ? former.Replace(text, _ => section) : $"{text.TrimEnd()}\n\n{section}\n";
        File.WriteAllText(path, text);
    }

    private static string Processor()
    {
        const string info = "/proc/cpuinfo";
        var match = File.Exists(info) ? ModelName().Match(File.ReadAllText(info)) : Match.Empty;
        return match.Success ? match.Groups[1].Value.Trim() : "unknown processor";
    }

    [GeneratedRegex(@"model name\s*:\s*(.+)")]
    private static partial Regex ModelName();
}

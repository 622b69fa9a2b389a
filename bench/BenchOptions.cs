using System.Globalization;

namespace Dashboard.Bench;

/// <summary>What the command line asks of the benchmarks.</summary>
/// <param name="Calls">How many stored calls to work with; null: each its own choice.</param>
/// <param name="DataFolder">
/// Where a benchmark of stored calls keeps them, so that the next run need not load them again; null: nowhere.
/// </param>
/// <param name="Against">
/// The <c>Dashboard.Web.dll</c> of another version, built elsewhere, to be measured in turn with this one; null: none.
/// </param>
internal sealed record BenchOptions(int? Calls, string? DataFolder, string? Against = null)
{
    /// <summary>Splits the command line into names of benchmarks and options; null when it cannot be read.</summary>
    public static (IReadOnlyList<string> Names, BenchOptions Options)? Parse(IReadOnlyList<string> args)
    {
        var names = new List<string>();
        var options = new BenchOptions(null, null);
        for (var i = 0; i < args.Count; i++)
        {
            if (!args[i].StartsWith('-'))
            {
                names.Add(args[i]);
                continue;
            }

            var value = args.ElementAtOrDefault(++i);
            switch (args[i - 1])
            {
                case "--calls" when int.TryParse(value, CultureInfo.InvariantCulture, out var calls) && calls > 0:
                    options = options with { Calls = calls };
                    break;
                case "--data" when value is not null:
                    options = options with { DataFolder = Path.GetFullPath(value) };
                    break;
                case "--against" when File.Exists(value):
                    options = options with { Against = Path.GetFullPath(value) };
                    break;
                default:
                    return null;
            }
        }

        return (names, options);
    }
}

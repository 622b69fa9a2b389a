using System.Globalization;
using System.Runtime.Versioning;
using Dashboard.Bench.Explorer;
using Dashboard.Bench.Faults;
using Dashboard.Bench.Gateway;
using Dashboard.Bench.Ingest;
using Dashboard.Bench.Live;
using Dashboard.Bench.Metrics;

[assembly: SupportedOSPlatform("linux")]

namespace Dashboard.Bench;

/// <summary>
/// <c>./dev bench [NAME...] [--calls N]</c>: measures, prints and writes the results to <c>bench/RESULTS.md</c>. Without a
/// name all of them run. <c>--calls</c> says how many stored calls a benchmark of stored calls works with.
/// </summary>
public static class Program
{
    /// <summary>By name: takes the number of calls (null: its own choice) and returns its section of the results.</summary>
    private static readonly Dictionary<string, Func<int?, CancellationToken, Task<string>>> _benchmarks = new()
    {
        ["ingest"] = (_, ct) => IngestBench.RunAsync(ct),
        ["live"] = (_, ct) => LiveBench.RunAsync(ct),
        ["gateway"] = (_, ct) => GatewayBench.RunAsync(ct),
        ["soak"] = (_, ct) => SoakBench.RunAsync(ct),
        ["faults"] = (_, ct) => FaultsBench.RunAsync(ct),
        ["explorer"] = (calls, ct) => ExplorerBench.RunAsync(calls ?? 1_000_000, ct),
        ["metrics"] = (calls, ct) => MetricsBench.RunAsync(calls ?? 10_000_000, ct),
    };

    public static async Task<int> Main(string[] args)
    {
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, e) =>
        {
            e.Cancel = true;
            stop.Cancel();
        };
        var option = Array.IndexOf(args, "--calls");
        int? calls = option >= 0 && int.TryParse(args.ElementAtOrDefault(option + 1), CultureInfo.InvariantCulture, out var n)
            ? n
            : null;
        var names = args.Where((_, i) => option < 0 || (i != option && i != option + 1)).ToList();
        if (names.FirstOrDefault(name => !_benchmarks.ContainsKey(name)) is not null || (option >= 0 && calls is not > 0))
        {
            await Console.Error.WriteLineAsync(
                $"Usage: bench [{string.Join('|', _benchmarks.Keys)}] [--calls N]; not '{string.Join(' ', args)}'.");
            return 2;
        }

        foreach (var name in names.Count > 0 ? names : [.. _benchmarks.Keys])
        {
            Results.Write(name, await _benchmarks[name](calls, stop.Token));
        }

        return 0;
    }
}

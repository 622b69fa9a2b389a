using System.Runtime.Versioning;
using Dashboard.Bench.Backup;
using Dashboard.Bench.Decisions;
using Dashboard.Bench.Explorer;
using Dashboard.Bench.Faults;
using Dashboard.Bench.Gateway;
using Dashboard.Bench.Ingest;
using Dashboard.Bench.Live;
using Dashboard.Bench.Metrics;
using Dashboard.Bench.Overview;

[assembly: SupportedOSPlatform("linux")]

namespace Dashboard.Bench;

/// <summary>
/// <c>./dev bench [NAME...] [--calls N] [--data FOLDER] [--against FILE]</c>: measures, prints and writes the results to
/// <c>bench/RESULTS.md</c>. Without a name all of them run.
/// </summary>
public static class Program
{
    /// <summary>By name: returns its section of the results.</summary>
    private static readonly Dictionary<string, Func<BenchOptions, CancellationToken, Task<string>>> _benchmarks = new()
    {
        ["ingest"] = (_, ct) => IngestBench.RunAsync(ct),
        ["live"] = (_, ct) => LiveBench.RunAsync(ct),
        ["overview"] = (_, ct) => OverviewBench.RunAsync(ct),
        ["gateway"] = (_, ct) => GatewayBench.RunAsync(ct),
        ["soak"] = (_, ct) => SoakBench.RunAsync(ct),
        ["decisions"] = DecisionsBench.RunAsync,
        ["faults"] = (_, ct) => FaultsBench.RunAsync(ct),
        ["explorer"] = ExplorerBench.RunAsync,
        ["metrics"] = MetricsBench.RunAsync,
        ["backup"] = BackupBench.RunAsync,
    };

    public static async Task<int> Main(string[] args)
    {
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, e) =>
        {
            e.Cancel = true;
            stop.Cancel();
        };
        if (BenchOptions.Parse(args) is not { } asked || asked.Names.Any(name => !_benchmarks.ContainsKey(name)))
        {
            await Console.Error.WriteLineAsync(
                $"Usage: bench [{string.Join('|', _benchmarks.Keys)}] [--calls N] [--data FOLDER] [--against FILE]; "
                + $"not '{string.Join(' ', args)}'.");
            return 2;
        }

        foreach (var name in asked.Names.Count > 0 ? asked.Names : [.. _benchmarks.Keys])
        {
            Results.Write(name, await _benchmarks[name](asked.Options, stop.Token));
        }

        return 0;
    }
}

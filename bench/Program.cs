using System.Runtime.Versioning;
using Dashboard.Bench.Ingest;
using Dashboard.Bench.Live;

[assembly: SupportedOSPlatform("linux")]

namespace Dashboard.Bench;

/// <summary><c>./dev bench [ingest|live]</c>: measures, prints and writes the results to <c>bench/RESULTS.md</c>.</summary>
public static class Program
{
    public static async Task<int> Main(string[] args)
    {
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, e) =>
        {
            e.Cancel = true;
            stop.Cancel();
        };
        string[] names = args.Length == 0 ? ["ingest", "live"] : args;
        foreach (var name in names)
        {
            switch (name)
            {
                case "ingest":
                    Results.Write("ingest", await IngestBench.RunAsync(stop.Token));
                    break;
                case "live":
                    Results.Write("live", await LiveBench.RunAsync(stop.Token));
                    break;
                default:
                    await Console.Error.WriteLineAsync($"There is no benchmark '{name}'; choose ingest or live.");
                    return 2;
            }
        }

        return 0;
    }
}

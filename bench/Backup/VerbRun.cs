using System.Diagnostics;

namespace Dashboard.Bench.Backup;

/// <summary>A verb of the console in a process of its own, measured from outside.</summary>
/// <param name="Seconds">From its start to its end.</param>
/// <param name="PeakBytes">The most resident memory that it was seen with; a server that it starts is not in it.</param>
internal sealed record VerbRun(double Seconds, long PeakBytes)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <exception cref="InvalidOperationException">It failed; the message is what it said.</exception>
    public static async Task<VerbRun> RunAsync(string dataFolder, CancellationToken ct, params string[] verb)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { Path.Combine(Repository.Root, "src/Web/bin/Release/net10.0/Dashboard.Web.dll") },
            Environment = { ["DASHBOARD_DATA"] = dataFolder },
            RedirectStandardError = true,
        };
        foreach (var word in verb)
        {
            start.ArgumentList.Add(word);
        }

        start.Environment.Remove("DASHBOARD_DB");
        start.Environment.Remove("DASHBOARD_TELEMETRY_DB");
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        var words = process.StandardError.ReadToEndAsync(ct);
        var peak = 0L;
        var end = process.WaitForExitAsync(ct);
        while (!end.IsCompleted)
        {
            process.Refresh();
            peak = Math.Max(peak, process.HasExited ? 0 : process.WorkingSet64);
            await Task.WhenAny(end, Task.Delay(Pause, ct));
        }

        await end;
        return process.ExitCode == 0
            ? new VerbRun(Stopwatch.GetElapsedTime(began).TotalSeconds, peak)
            : throw new InvalidOperationException($"'{verb[0]}' ended with {process.ExitCode}: {await words}");
    }
}

using System.Diagnostics;
using Dashboard.Postgres;

namespace Dashboard.Bench.Faults;

/// <summary>The physical limit: a killed PostgreSQL, started again over the same files by nobody but this.</summary>
internal static class BareRecovery
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>Seconds from the kill until it serves again. It is stopped in order afterwards.</summary>
    public static async Task<double> RunAsync(string dataFolder, int postmaster, CancellationToken ct)
    {
        var options = new EmbeddedServerOptions(dataFolder);
        var folder = new ServerFolder(dataFolder);
        var user = ServerUser.ForThisProcess();
        var binaries = ServerBinaries.Locate().ReadyFor(user, folder.Root);
        var settings = ServerSettings.For(options, folder);
        Process.GetProcessById(postmaster).Kill();
        var killed = Stopwatch.GetTimestamp();
        while (true)
        {
            using var server = ServerProcess.Start(binaries, folder.Cluster, settings, user, TimeProvider.System);
            if (await server.WaitUntilReadyAsync(ct) is null)
            {
                var recovered = Stopwatch.GetElapsedTime(killed).TotalSeconds;
                await server.StopAsync(options.Patience);
                return recovered;
            }

            // The former server's children hold its memory for a moment.
            StaleLock.TryRemove(folder);
            await Task.Delay(Pause, ct);
        }
    }
}

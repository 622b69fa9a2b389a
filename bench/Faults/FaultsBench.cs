using System.Diagnostics;
using System.Globalization;
using Dashboard.E2E.Faults;
using Dashboard.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Bench.Faults;

/// <summary>
/// How long it takes from the end of a fault until the next span is acknowledged, while exporters keep on trying; beside
/// the same way without a fault, and beside a bare PostgreSQL that recovers.
/// </summary>
internal static class FaultsBench
{
    private const int Rounds = 3;
    private const long Gigabyte = 1L << 30;
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ShortHang = TimeSpan.FromSeconds(10);

    public static async Task<string> RunAsync(CancellationToken ct)
    {
        var (rows, acknowledged, counted) = await OwnServerAsync(ct);
        var (cuts, cutAcknowledged, cutCounted) = await OtherServerAsync(ct);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            ## faults

            Four exporters, one span each, send again what was not acknowledged. Seconds from the end of the fault (for a
            kill: from the kill; for a start: from the new process) to the next acknowledged span, and until `/api/metrics`
            counts it. Cuts are between the console and a server of its operator, with the usual timeouts (15 s to connect,
            30 s for a command).

            | fault | rounds | median, s | longest, s | counted, median, s |
            |---|---|---|---|---|
            {string.Join('\n', rows.Concat(cuts))}

            Acknowledged in all: {acknowledged + cutAcknowledged:N0} spans; counted by `/api/metrics` afterwards:
            {counted + cutCounted:N0} calls.
            """);
    }

    private static async Task<(IReadOnlyList<string> Rows, long Acknowledged, long Counted)> OwnServerAsync(
        CancellationToken ct)
    {
        // A floor that a file of two gigabytes reaches.
        var floor = (new DriveInfo(Path.GetTempPath()).AvailableFreeSpace - Gigabyte) >> 20;
        await using var console = await ConsoleProcess.StartAsync(
            ct, (FreeSpace.Setting, floor.ToString(CultureInfo.InvariantCulture)));
        await using var exporter = new PersistentExporter(console.Client);
        var table = new FaultTable(console, exporter);
        Task RestartAsync(bool kill) => console.RestartAsync(kill, ct);
        await table.MeasureAsync("console stopped and started in order", Rounds, () => RestartAsync(kill: false), ct);
        await table.MeasureAsync("console killed (SIGKILL) and started", Rounds, () => RestartAsync(kill: true), ct);
        await table.MeasureAsync(
            "PostgreSQL killed (SIGKILL)", Rounds, () => SignalAsync("KILL", [console.DatabaseId], ct), ct);
        await AddBareAsync(table, console, ct);
        await table.MeasureAsync("PostgreSQL silent for 30 s (SIGSTOP)", 1, () => FreezeAsync(console, ct), ct);
        await table.MeasureAsync("disk below its floor, then freed", 1, () => FillAsync(table, console, ct), ct);
        return await EndAsync(table, exporter, ct);
    }

    private static async Task<(IReadOnlyList<string> Rows, long Acknowledged, long Counted)> OtherServerAsync(
        CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("dashboard-bench-db-").FullName;
        File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
        try
        {
            await using var database = new EmbeddedServer(
                new EmbeddedServerOptions(folder), TimeProvider.System, NullLogger<EmbeddedServer>.Instance);
            await database.StartAsync(ct);
            await using var proxy = new DatabaseProxy(database.ConnectionString("postgres"));
            await using var console = await ConsoleProcess.StartAsync(ct, ("DASHBOARD_DB", proxy.ConnectionString));
            await using var exporter = new PersistentExporter(console.Client);
            var table = new FaultTable(console, exporter);
            foreach (var (name, cut, hang) in new (string, Action, TimeSpan)[]
            {
                ("connections reset and refused for 30 s", proxy.Reset, Hang),
                ("network lost everything for 10 s", proxy.Swallow, ShortHang),
                ("network lost everything for 10 s and forgot its connections", proxy.Forget, ShortHang),
                ("network lost everything for 30 s", proxy.Swallow, Hang),
                ("network lost everything for 30 s and forgot its connections", proxy.Forget, Hang),
            })
            {
                await table.MeasureAsync(name, 1, () => CutAsync(cut, hang, proxy, ct), ct);
            }

            return await EndAsync(table, exporter, ct);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(IReadOnlyList<string>, long, long)> EndAsync(
        FaultTable table, PersistentExporter exporter, CancellationToken ct)
    {
        await Task.Delay(Calm, ct);
        await exporter.StopAsync();
        return (table.Rows, exporter.Acknowledged, await table.CountAsync(ct));
    }

    private static async Task AddBareAsync(FaultTable table, ConsoleProcess console, CancellationToken ct)
    {
        var times = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            await Task.Delay(Calm, ct);
            await console.EndAsync(kill: true, ct);
            times.Add(await BareRecovery.RunAsync(console.DataFolder, console.DatabaseId, ct));
            console.Restart();
        }

        table.Add(
            "for comparison: bare PostgreSQL killed, until it serves", Rounds, FaultTable.Median(times),
            times.Max().ToString("N2", CultureInfo.InvariantCulture), null);
    }

    /// <summary>Every process of the server stops at once: connections stay open and nothing answers.</summary>
    private static async Task FreezeAsync(ConsoleProcess console, CancellationToken ct)
    {
        var server = console.DatabaseId;
        var all = DescendantTime.Below(server).Append(server).ToArray();
        await SignalAsync("STOP", all, ct);
        await Task.Delay(Hang, ct);
        await SignalAsync("CONT", all, ct);
    }

    private static async Task FillAsync(FaultTable table, ConsoleProcess console, CancellationToken ct)
    {
        var ballast = Path.Combine(console.DataFolder, "ballast");
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            PreallocationSize = 2 * Gigabyte,
        };
        await using (new FileStream(ballast, options))
        {
            await table.WaitForTroubleAsync("disk", ct);
        }

        File.Delete(ballast);
    }

    private static async Task CutAsync(Action cut, TimeSpan hang, DatabaseProxy proxy, CancellationToken ct)
    {
        cut();
        await Task.Delay(hang, ct);
        proxy.Mend();
    }

    private static async Task SignalAsync(string signal, int[] processes, CancellationToken ct)
    {
        var ids = processes.Select(id => id.ToString(CultureInfo.InvariantCulture));
        using var kill = Process.Start("kill", [$"-{signal}", .. ids]);
        await kill.WaitForExitAsync(ct);
    }
}

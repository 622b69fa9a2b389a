using System.Diagnostics;
using System.Globalization;

namespace Dashboard.Bench.Faults;

/// <summary>
/// How long it takes from the end of a fault until the next span is acknowledged, while exporters keep on trying; beside the
/// same way without a fault: a console that is stopped and started in order.
/// </summary>
internal static class FaultsBench
{
    private const int Rounds = 3;
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(30);

    public static async Task<string> RunAsync(CancellationToken ct)
    {
        await using var console = await ConsoleProcess.StartAsync(ct);
        await using var exporter = new PersistentExporter(console.Client);
        var rows = new List<string>();
        (string Name, int Rounds, Func<Task> Fault)[] faults =
        [
            ("console stopped and started in order", Rounds, () => console.RestartAsync(kill: false, ct)),
            ("console killed (SIGKILL) and started", Rounds, () => console.RestartAsync(kill: true, ct)),
            ("PostgreSQL killed (SIGKILL)", Rounds, () => SignalAsync("KILL", console.DatabaseId, ct)),
            ("PostgreSQL silent for 30 s (SIGSTOP)", 1, () => FreezeAsync(console, ct)),
        ];
        foreach (var (name, rounds, fault) in faults)
        {
            var times = new List<double>();
            for (var round = 0; round < rounds; round++)
            {
                await Task.Delay(Calm, ct);
                await fault();
                times.Add(await exporter.NextAcknowledgedAsync(ct));
            }

            times.Sort();
            rows.Add(string.Create(
                CultureInfo.InvariantCulture, $"| {name} | {rounds} | {times[times.Count / 2]:N2} | {times[^1]:N2} |"));
            Console.WriteLine(rows[^1]);
        }

        await Task.Delay(Calm, ct);
        await exporter.StopAsync();
        var counted = await CountAsync(console, ct);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            ## faults

            Four exporters, one span each, send again what was not acknowledged. Seconds from the end of the fault (for a kill: from
            the kill; for a start: from the new process) to the next acknowledged span.

            | fault | rounds | median, s | longest, s |
            |---|---|---|---|
            {string.Join('\n', rows)}

            Acknowledged in all: {exporter.Acknowledged:N0} spans; counted by `/api/metrics` afterwards: {counted:N0} calls.
            """);
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

    private static Task SignalAsync(string signal, int process, CancellationToken ct) => SignalAsync(signal, [process], ct);

    private static async Task SignalAsync(string signal, int[] processes, CancellationToken ct)
    {
        using var kill = Process.Start("kill", [$"-{signal}", .. processes.Select(id => id.ToString(CultureInfo.InvariantCulture))]);
        await kill.WaitForExitAsync(ct);
    }

    private static async Task<long> CountAsync(ConsoleProcess console, CancellationToken ct)
    {
        var (from, to) = (DateTime.UtcNow.AddHours(-1), DateTime.UtcNow.AddMinutes(10));
        var path = $"api/metrics?from={from:yyyy-MM-ddTHH:mm:ssZ}&to={to:yyyy-MM-ddTHH:mm:ssZ}&step=all";
        using var answer = System.Text.Json.JsonDocument.Parse(
            await console.Client.GetStringAsync(new Uri(path, UriKind.Relative), ct));
        return answer.RootElement.GetProperty("series")[0].GetProperty("points")[0].GetProperty("calls").GetInt64();
    }
}

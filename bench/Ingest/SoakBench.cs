using System.Diagnostics;
using System.Globalization;
using Dashboard.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Bench.Ingest;

/// <summary>Five minutes of calls: memory must be flat after the first, and the compactor must keep up.</summary>
internal static class SoakBench
{
    private const int CallsPerSecond = 2000;
    private const int Minutes = 5;
    private const int SamplesAMinute = 12;

    private sealed record Sample(double MemoryMb, double HeapMb, long Deltas);

    public static async Task<string> RunAsync(CancellationToken ct)
    {
        await using var console = await ConsoleProcess.StartAsync(ct);
        await using var database = await PostgresStartup.OpenAsync(
            new PostgresOptions { DataFolder = console.DataFolder }, [], NullLoggerFactory.Instance, ct);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var clock = Stopwatch.StartNew();
        var load = SteadyLoad.RunAsync(console.Client, CallsPerSecond, 40, stop.Token);
        var minutes = new List<List<Sample>>();
        for (var minute = 0; minute < Minutes; minute++)
        {
            var samples = new List<Sample>();
            for (var i = 0; i < SamplesAMinute; i++)
            {
                await Task.Delay(TimeSpan.FromMinutes(1) / SamplesAMinute, ct);
                samples.Add(new Sample(
                    console.WorkingSet / 1e6, await console.HeapAsync(ct) / 1e6, await DeltasAsync(database, ct)));
            }

            minutes.Add(samples);
            Console.WriteLine($"minute {minute + 1}: {Row(samples)}");
        }

        await stop.CancelAsync();
        var rate = await load / clock.Elapsed.TotalSeconds;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            ## soak

            {rate:N0} calls a second accepted for {Minutes} minutes, 40 exports a second.

            | minute | resident memory, MB | managed heap, MB | uncompacted delta rows, most |
            |---|---|---|---|
            {string.Join('\n', minutes.Select((samples, i) => $"| {i + 1} | {Row(samples)} |"))}

            From the second minute to the last, resident memory changed by a factor of {Memory(minutes[^1]) / Memory(minutes[1]):0.00}.
            """);
    }

    private static double Memory(List<Sample> samples) => samples.Average(sample => sample.MemoryMb);

    private static string Row(List<Sample> samples) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Memory(samples):N0} | {samples.Average(sample => sample.HeapMb):N0} | {samples.Max(sample => sample.Deltas):N0}");

    private static async Task<long> DeltasAsync(PostgresStartup database, CancellationToken ct)
    {
        await using var command = database.Telemetry.Source.CreateCommand("SELECT count(*) FROM rollup_delta");
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }
}

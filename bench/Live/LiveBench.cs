using System.Diagnostics;
using System.Globalization;
using Dashboard.Bench.Ingest;

namespace Dashboard.Bench.Live;

/// <summary>
/// From the moment an exporter begins to send a call until the change reaches an open Overview: many pages, steady load,
/// and every second one call of a route that no page has seen. What is measured ends at the page's socket; painting is
/// timed by the browser test.
/// </summary>
internal static class LiveBench
{
    private const int PageCount = 50;
    private const int CallsPerSecond = 1000;
    private const int Probes = 30;
    private static readonly TimeSpan SettleTime = TimeSpan.FromSeconds(3);

    public static async Task<string> RunAsync(CancellationToken ct)
    {
        await using var console = await ConsoleProcess.StartAsync(ct);
        var cookie = await console.SignInAsync(ct);
        await using var pages = await Pages.OpenAsync(console.Client.BaseAddress!, cookie, "/?range=1h", PageCount, ct);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var load = SteadyAsync(console.Client, stop.Token);
        await Task.Delay(SettleTime, ct);

        var before = console.ProcessorTime;
        var clock = Stopwatch.StartNew();
        var sent = new long[Probes];
        for (var probe = 0; probe < Probes; probe++)
        {
            sent[probe] = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
            await OtlpLoad.SendAsync(console.Client, new SpanBody(1, 200, $"probe-{probe}"), ct);
            await Task.Delay(1000 + Random.Shared.Next(-200, 200), ct);
        }

        await Task.Delay(SettleTime, ct);
        var cores = (console.ProcessorTime - before) / clock.Elapsed;
        await stop.CancelAsync();
        var calls = await load;
        var delays = pages.Seen.Select(seen => seen.Value - sent[seen.Key.Probe]).Order().ToList();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            ## live

            {PageCount} open Overview pages, {calls / clock.Elapsed.TotalSeconds:N0} calls a second; one call of a new route each second, {Probes} times.

            | event to page, ms | p50 | p95 | p99 | highest |
            |---|---|---|---|---|
            | {delays.Count:N0} of {PageCount * Probes:N0} sightings | {At(delays, 0.5)} | {At(delays, 0.95)} | {At(delays, 0.99)} | {delays[^1]} |

            Processor time of the console meanwhile: {cores:0.00} cores, ingest included.
            """);
    }

    private static long At(List<long> sorted, double q) => sorted[(int)(q * (sorted.Count - 1))];

    /// <summary>Twenty exports a second until it is stopped; returns the number of calls accepted while probes ran.</summary>
    private static async Task<long> SteadyAsync(HttpClient client, CancellationToken ct)
    {
        const int exportsPerSecond = 20;
        var accepted = 0L;
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / exportsPerSecond));
        var bodies = Enumerable.Range(0, 10).Select(i => new SpanBody(CallsPerSecond / exportsPerSecond, 200, $"route-{i}")).ToList();
        try
        {
            for (var i = 0; await timer.WaitForNextTickAsync(ct); i++)
            {
                var body = bodies[i % bodies.Count];
                accepted += await OtlpLoad.SendAsync(client, body, ct) ? body.Count : 0;
            }
        }
        catch (OperationCanceledException)
        {
        }

        return accepted;
    }
}

using System.Diagnostics;
using System.Globalization;
using Dashboard.Bench.Ingest;

namespace Dashboard.Bench.Live;

/// <summary>
/// From the moment an exporter begins to send a call until the change reaches an open Overview: many pages, steady load,
/// and every second one call of a version that no page has seen. What is measured ends at the page's socket; painting is
/// timed by the browser test.
/// </summary>
internal static class LiveBench
{
    private const int PageCount = 50;
    private const int CallsPerSecond = 1000;
    private const int ExportsPerSecond = 20;
    private const int Probes = 30;
    private static readonly TimeSpan SettleTime = TimeSpan.FromSeconds(3);

    public static async Task<string> RunAsync(CancellationToken ct)
    {
        await using var console = await ConsoleProcess.StartAsync(ct);
        var cookie = await console.SignInAsync(ct);
        await using var pages = await Pages.OpenAsync(console.Client.BaseAddress!, cookie, "/?range=1h", PageCount, ct);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var clock = Stopwatch.StartNew();
        var load = SteadyAsync(console.Client, stop.Token);
        await Task.Delay(SettleTime, ct);

        var before = console.ProcessorTime;
        var measured = Stopwatch.StartNew();
        var sent = new long[Probes];
        for (var probe = 0; probe < Probes; probe++)
        {
            sent[probe] = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
            await OtlpLoad.SendAsync(console.Client, new SpanBody(1, 200, "probed", $"probe-{probe}"), ct);
            await Task.Delay(1000 + Random.Shared.Next(-200, 200), ct);
        }

        await Task.Delay(SettleTime, ct);
        var cores = (console.ProcessorTime - before) / measured.Elapsed;
        await stop.CancelAsync();
        var rate = await load / clock.Elapsed.TotalSeconds;
        var delays = pages.Seen.Select(seen => seen.Value - sent[seen.Key.Probe]).Order().ToList();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            ## live

            {PageCount} open Overview pages, {rate:N0} calls a second; one call of a new version each second, {Probes} times.

            | event to page, ms | p50 | p95 | p99 | highest |
            |---|---|---|---|---|
            | {delays.Count:N0} of {PageCount * Probes:N0} sightings | {At(delays, 0.5)} | {At(delays, 0.95)} | {At(delays, 0.99)} | {delays[^1]} |

            Processor time of the console meanwhile: {cores:0.00} cores, ingest included.
            """);
    }

    private static long At(List<long> sorted, double q) => sorted[(int)(q * (sorted.Count - 1))];

    /// <summary>Twenty exports a second, whether the former are answered or not; returns the number of calls accepted.</summary>
    private static async Task<long> SteadyAsync(HttpClient client, CancellationToken ct)
    {
        var accepted = 0L;
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / ExportsPerSecond));
        var senders = Enumerable.Range(0, 20)
            .Select(i => (Body: new SpanBody(CallsPerSecond / ExportsPerSecond, 200, $"route-{i % 5}", "v1"), Gate: new SemaphoreSlim(1)))
            .ToList();
        var running = new List<Task>();
        try
        {
            for (var i = 0; await timer.WaitForNextTickAsync(ct); i++)
            {
                var (body, gate) = senders[i % senders.Count];
                await gate.WaitAsync(ct);
                running.RemoveAll(task => task.IsCompletedSuccessfully);
                running.Add(SendAsync(body, gate));
            }
        }
        catch (OperationCanceledException)
        {
        }

        await Task.WhenAll(running);
        senders.ForEach(sender => sender.Gate.Dispose());
        return accepted;

        async Task SendAsync(SpanBody body, SemaphoreSlim gate)
        {
            if (await OtlpLoad.SendAsync(client, body, CancellationToken.None))
            {
                Interlocked.Add(ref accepted, body.Count);
            }

            gate.Release();
        }
    }
}

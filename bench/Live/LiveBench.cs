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
    private const int PageCount = 200;
    private const int CallsPerSecond = 1000;
    private const int ExportsPerSecond = 20;
    private const int Probes = 30;

    // The first half minute of a process is spent compiling; what a console costs from then on is what counts.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan SettleTime = TimeSpan.FromSeconds(3);

    public static async Task<string> RunAsync(CancellationToken ct)
    {
        await using var console = await ConsoleProcess.StartAsync(ct);
        var cookie = await console.SignInAsync(ct);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var clock = Stopwatch.StartNew();
        var load = SteadyLoad.RunAsync(console.Client, CallsPerSecond, ExportsPerSecond, stop.Token);
        await Task.Delay(WarmUp / 2, ct);
        var (heapAlone, coresAlone) = await MeasureAsync(console, SettleTime, ct);
        await using var pages = await Pages.OpenAsync(console.Client.BaseAddress!, cookie, "/?range=1h", PageCount, ct);
        await Task.Delay(WarmUp, ct);

        var (before, databaseBefore) = (console.ProcessorTime, console.DatabaseTime);
        var measured = Stopwatch.StartNew();
        var sent = new long[Probes];
        for (var probe = 0; probe < Probes; probe++)
        {
            sent[probe] = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
            await OtlpLoad.SendAsync(console.Client, new SpanBody(1, 200, "probed", $"probe-{probe}-end"), ct);
            await Task.Delay(1000 + Random.Shared.Next(-200, 200), ct);
        }

        await Task.Delay(SettleTime, ct);
        var cores = (console.ProcessorTime - before) / measured.Elapsed;
        var databaseCores = (console.DatabaseTime - databaseBefore) / measured.Elapsed;
        var heap = await console.HeapAsync(ct);
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

            Processor time of the console meanwhile: {cores:0.00} cores, of which {coresAlone:0.00} for the calls alone; of PostgreSQL
            {databaseCores:0.00}.
            Managed heap after the last collection: {heapAlone / 1e6:N0} MB without pages, {heap / 1e6:N0} MB with them:
            {(heap - heapAlone) / 1e6 / PageCount:0.00} MB a page.
            """);
    }

    private static async Task<(double Heap, double Cores)> MeasureAsync(
        ConsoleProcess console, TimeSpan time, CancellationToken ct)
    {
        var before = console.ProcessorTime;
        var measured = Stopwatch.StartNew();
        await Task.Delay(time, ct);
        return (await console.HeapAsync(ct), (console.ProcessorTime - before) / measured.Elapsed);
    }

    private static long At(List<long> sorted, double q) => sorted[(int)(q * (sorted.Count - 1))];
}

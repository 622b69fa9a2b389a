using System.Diagnostics;
using System.Globalization;
using Dashboard.Bench.Ingest;
using Dashboard.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Bench.Metrics;

/// <summary>
/// How long <c>/api/metrics</c> takes for a day by route and for ninety days by day, at a number of stored calls and at
/// ten times as many, with and without calls coming in.
/// </summary>
internal static class MetricsBench
{
    private const int Requests = 60;
    private const int IngestCallsPerSecond = 1000;

    // A first question compiles, a zone's days are summed once somebody asks, and exporters begin in a burst: none of it
    // is what a question costs from then on.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(8);

    private static readonly (string Name, TimeSpan Range, string Query)[] _questions =
    [
        ("24 h by route, hours", TimeSpan.FromHours(24), "step=hour&by=route"),
        ("24 h by route, minutes", TimeSpan.FromHours(24), "step=minute&by=route"),
        ("90 days by day, UTC", TimeSpan.FromDays(90), "step=day"),
        ("90 days by day, Berlin", TimeSpan.FromDays(90), "step=day&tz=Europe/Berlin"),
        ("90 days by day and model", TimeSpan.FromDays(90), "step=day&by=model"),
    ];

    /// <param name="calls">How many calls are stored at the end; it is measured at a tenth of them, too.</param>
    /// <param name="ct">Ends it.</param>
    public static async Task<string> RunAsync(int calls, CancellationToken ct)
    {
        await using var console = await ConsoleProcess.StartAsync(ct);
        await using var database = await PostgresStartup.OpenAsync(
            new PostgresOptions { DataFolder = console.DataFolder }, [], NullLoggerFactory.Instance, ct);
        var load = new CallLoad(database.Telemetry);
        var end = DateTimeOffset.UtcNow;
        var loaded = 0;
        var rows = new Dictionary<(string Question, bool Ingesting), List<double>>();
        foreach (var size in (int[])[calls / 10, calls])
        {
            var clock = Stopwatch.StartNew();
            await load.AddAsync(size - loaded, end, ct);
            loaded = size;
            Console.WriteLine($"{size:N0} calls loaded and folded in {clock.Elapsed.TotalSeconds:N0} s");
            foreach (var ingesting in (bool[])[false, true])
            {
                await MeasureAsync(console, end, ingesting, rows, ct);
            }
        }

        return Text(rows, calls);
    }

    private static async Task MeasureAsync(
        ConsoleProcess console, DateTimeOffset end, bool ingesting,
        Dictionary<(string, bool), List<double>> rows, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var ingest = ingesting ? SteadyLoad.RunAsync(console.Client, IngestCallsPerSecond, 20, stop.Token) : Task.FromResult(0L);
        foreach (var (_, range, query) in _questions)
        {
            await console.Client.GetByteArrayAsync(new Uri(Path(end - range, end, query), UriKind.Relative), ct);
        }

        await Task.Delay(Settling, ct);
        foreach (var (name, range, query) in _questions)
        {
            var p95 = await P95Async(console.Client, Path(end - range, end, query), ct);
            Console.WriteLine($"  {name}{(ingesting ? ", while ingesting" : "")}: p95 {p95:N1} ms");
            if (!rows.TryGetValue((name, ingesting), out var sizes))
            {
                rows[(name, ingesting)] = sizes = [];
            }

            sizes.Add(p95);
        }

        await stop.CancelAsync();
        await ingest;
    }

    private static async Task<double> P95Async(HttpClient client, string path, CancellationToken ct)
    {
        var times = new List<double>();
        for (var i = -3; i < Requests; i++)
        {
            var clock = Stopwatch.StartNew();
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), ct);
            await answer.Content.ReadAsByteArrayAsync(ct);
            answer.EnsureSuccessStatusCode();
            if (i >= 0)
            {
                times.Add(clock.Elapsed.TotalMilliseconds);
            }
        }

        times.Sort();
        return times[(int)(0.95 * (times.Count - 1))];
    }

    private static string Path(DateTimeOffset from, DateTimeOffset to, string query) =>
        $"api/metrics?from={from.UtcDateTime:yyyy-MM-ddTHH:mm:ss.ffffffZ}&to={to.UtcDateTime:yyyy-MM-ddTHH:mm:ss.ffffffZ}&{query}";

    private static string Text(Dictionary<(string Question, bool Ingesting), List<double>> rows, int calls)
    {
        var table = rows.Select(row => string.Create(
            CultureInfo.InvariantCulture,
            $"| {row.Key.Question} | {(row.Key.Ingesting ? "yes" : "no")} | {row.Value[0]:N1} | {row.Value[1]:N1} | {row.Value[1] / row.Value[0]:0.00} |"));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            ## metrics

            `/api/metrics` over HTTP, p95 of {Requests} requests, with {calls / 10:N0} and {calls:N0} stored calls of ninety days, half of them in
            the newest; 60 series. The range ends within a minute, so its edges are counted from calls. "Ingesting": {IngestCallsPerSecond:N0}
            calls a second meanwhile.

            | question | ingesting | p95 ms, fewer | p95 ms, more | ratio |
            |---|---|---|---|---|
            {string.Join('\n', table)}
            """);
    }
}

using System.Globalization;
using System.Text.Json;
using Dashboard.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Bench.Ingest;

/// <summary>
/// Spans per second with content, over OTLP/HTTP protobuf into committed rows, beside raw COPY of the same rows, in
/// alternating rounds of one run; then what happens beyond the limit.
/// </summary>
internal static class IngestBench
{
    private const int Rounds = 4;
    private const int Connections = 8;
    private const int SpansEach = 250;
    private const int ContentLength = 1000;
    private static readonly TimeSpan RoundLength = TimeSpan.FromSeconds(8);

    public static async Task<string> RunAsync(CancellationToken ct)
    {
        await using var console = await ConsoleProcess.StartAsync(ct);
        await using var database = await PostgresStartup.OpenAsync(
            new PostgresOptions { DataFolder = console.DataFolder }, [], NullLoggerFactory.Instance, ct);
        await OtlpLoad.RunAsync(console.Client, Connections, SpansEach, ContentLength, TimeSpan.FromSeconds(3), ct);

        var (otlp, raw) = (new List<double>(), new List<double>());
        var accepted = 0L;
        var cpu = TimeSpan.Zero;
        for (var round = 1; round <= Rounds; round++)
        {
            var before = console.ProcessorTime;
            var outcome = await OtlpLoad.RunAsync(
                console.Client, Connections, SpansEach, ContentLength, RoundLength, ct);
            cpu += console.ProcessorTime - before;
            accepted += outcome.Accepted;
            otlp.Add(outcome.PerSecond);
            raw.Add(await RawCopy.RunAsync(database.Telemetry.Source, ContentLength, RoundLength, ct));
            Console.WriteLine($"round {round}: OTLP {otlp[^1]:N0} spans/s, raw COPY {raw[^1]:N0} rows/s");
        }

        var models = await NewModels.RunAsync(console.Client, ct);
        var memoryBefore = console.WorkingSet;
        var beyond = await OtlpLoad.RunAsync(console.Client, 128, SpansEach, ContentLength, RoundLength, ct);
        var memoryAfter = console.WorkingSet;
        var sent = await CountAsync(console.Client, ct);
        var ratios = otlp.Zip(raw, (a, b) => a / b).Order().ToList();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            ## ingest

            {SpansEach} spans an export, {ContentLength} characters of content a span, {Connections} connections; {Rounds} rounds of {RoundLength.TotalSeconds:0} s, alternating.

            | | median | lowest | highest |
            |---|---|---|---|
            | OTLP/HTTP to committed rows, spans/s | {Median(otlp):N0} | {otlp.Min():N0} | {otlp.Max():N0} |
            | raw COPY into the same tables, rows/s | {Median(raw):N0} | {raw.Min():N0} | {raw.Max():N0} |
            | ratio, round by round | {Median(ratios):0.00} | {ratios.Min():0.00} | {ratios.Max():0.00} |

            Processor time of the console: {cpu.TotalMicroseconds / accepted:0} µs a span. Beyond the limit (128 connections): {beyond.PerSecond:N0} spans/s
            accepted, {beyond.Refused:N0} spans answered with 429, resident memory {memoryBefore / 1e6:N0} → {memoryAfter / 1e6:N0} MB.
            Counted by `/api/metrics` afterwards: {sent:N0} calls.

            {models}
            """);
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    private static async Task<long> CountAsync(HttpClient client, CancellationToken ct)
    {
        using var stream = await client.GetStreamAsync(new Uri("api/metrics?step=all", UriKind.Relative), ct);
        using var answer = await JsonDocument.ParseAsync(stream, cancellationToken: ct);
        return answer.RootElement.GetProperty("series")[0].GetProperty("points")[0].GetProperty("calls").GetInt64();
    }
}

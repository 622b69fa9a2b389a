using System.Diagnostics;
using Dashboard.Events;
using Dashboard.Pricing;
using Dashboard.Telemetry;
using Dashboard.Telemetry.Writing;
using Npgsql;

namespace Dashboard.Bench.Ingest;

/// <summary>The physical limit: the same rows by binary COPY into the same tables and indexes, nothing else.</summary>
internal static class RawCopy
{
    private const int BatchSize = 2000;

    /// <summary>Rows of calls (each with its payload) per second.</summary>
    public static async Task<double> RunAsync(
        NpgsqlDataSource source, int contentLength, TimeSpan length, CancellationToken ct)
    {
        var series = new SeriesKey(ProjectId.First, "raw", "gpt-4o-mini", "v1", "openai", null, null);
        var numbers = new Dictionary<SeriesKey, int> { [series] = 0 };
        var template = Enumerable.Range(0, BatchSize).Select(i => Row(series, contentLength, i)).ToList();
        var written = 0L;
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < length)
        {
            var now = Truncate(DateTimeOffset.UtcNow);
            var batch = new SpanBatch(template.Select(row => row with
            {
                StartedAt = now,
                TraceId = new TraceId((UInt128)(ulong)Random.Shared.NextInt64() << 64 | (ulong)Random.Shared.NextInt64()),
                SpanId = new SpanId((ulong)Random.Shared.NextInt64()),
            }));
            await using var connection = await source.OpenConnectionAsync(ct);
            await using var transaction = await connection.BeginTransactionAsync(ct);
            await SpanTables.CopyAsync(connection, batch, numbers, ct);
            await transaction.CommitAsync(ct);
            written += batch.Count;
        }

        return written / clock.Elapsed.TotalSeconds;
    }

    private static DateTimeOffset Truncate(DateTimeOffset time) => new(time.Ticks - (time.Ticks % 10), TimeSpan.Zero);

    private static SpanRecord Row(SeriesKey series, int contentLength, int index) => new()
    {
        Project = ProjectId.First,
        StartedAt = default,
        TraceId = default,
        SpanId = default,
        Name = "chat gpt-4o-mini",
        Role = SpanRole.Model,
        DurationMicros = 1_500_000,
        Status = SpanStatus.Ok,
        UserId = $"user-{index % 20}",
        Input = new string('x', contentLength * 3 / 4),
        Output = new string('y', contentLength / 4),
        Raw = $$$"""{"resource":{"service.name":"raw"},"attributes":{"gen_ai.operation.name":"chat","pad":"{{{new string('z', 220)}}}"}}""",
        Call = new CallFacts
        {
            Series = series,
            Operation = "chat",
            RequestModel = "gpt-4o-mini",
            ResponseModel = "gpt-4o-mini-2024-07-18",
            ResponseId = $"chatcmpl-bench-{index}",
            Tokens = new TokenCounts { InputUncached = 420, OutputText = 170 },
            UsageSource = UsageSource.Reported,
            Cost = new CallCost(CostStatus.Priced, new Nanodollars(165_000), "builtin:openai/gpt-4o-mini"),
        },
    };
}

using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Telemetry.Rollups;

/// <summary>The columns that the rollup tables share, written and read in one order.</summary>
internal static class RollupColumns
{
    public const string Counters =
        """
        calls, errors, client_aborts, input_tokens, output_tokens, cached_tokens, cache_write_tokens,
        reasoning_tokens, cost_nano, priced_calls, unpriced_calls
        """;

    public const string Cell =
        $"""
        {Counters}, latency_sum_us, latency_min_us, latency_max_us, latency_sketch,
        ttft_sum_us, ttft_min_us, ttft_max_us, ttft_sketch
        """;

    /// <summary>How many columns <see cref="Counters"/> has.</summary>
    public const int CounterCount = 11;

    public static async Task WriteCellAsync(NpgsqlBinaryImporter importer, RollupCell cell, CancellationToken ct)
    {
        await WriteCountersAsync(importer, cell.Counters, ct);
        await WriteStatsAsync(importer, cell.Latency, ct);
        await WriteStatsAsync(importer, cell.TimeToFirstToken, ct);
    }

    public static async Task WriteCountersAsync(NpgsqlBinaryImporter importer, CallCounters c, CancellationToken ct)
    {
        await importer.WriteAsync(c.Calls, NpgsqlDbType.Bigint, ct);
        await importer.WriteAsync(c.Errors, NpgsqlDbType.Bigint, ct);
        await importer.WriteAsync(c.ClientAborts, NpgsqlDbType.Bigint, ct);
        await importer.WriteAsync(c.InputTokens, NpgsqlDbType.Bigint, ct);
        await importer.WriteAsync(c.OutputTokens, NpgsqlDbType.Bigint, ct);
        await importer.WriteAsync(c.CachedTokens, NpgsqlDbType.Bigint, ct);
        await importer.WriteAsync(c.CacheWriteTokens, NpgsqlDbType.Bigint, ct);
        await importer.WriteAsync(c.ReasoningTokens, NpgsqlDbType.Bigint, ct);
        await importer.WriteAsync(c.CostNano, NpgsqlDbType.Bigint, ct);
        await importer.WriteAsync(c.PricedCalls, NpgsqlDbType.Bigint, ct);
        await importer.WriteAsync(c.UnpricedCalls, NpgsqlDbType.Bigint, ct);
    }

    /// <summary>Adds the row's cell, whose columns begin at <paramref name="first"/>, to <paramref name="cell"/>.</summary>
    public static void MergeInto(RollupCell cell, NpgsqlDataReader row, int first)
    {
        cell.Add(ReadCounters(row, first));
        MergeInto(cell.Latency, row, first + CounterCount);
        MergeInto(cell.TimeToFirstToken, row, first + CounterCount + 4);
    }

    public static CallCounters ReadCounters(NpgsqlDataReader row, int first) => new()
    {
        Calls = row.GetInt64(first),
        Errors = row.GetInt64(first + 1),
        ClientAborts = row.GetInt64(first + 2),
        InputTokens = row.GetInt64(first + 3),
        OutputTokens = row.GetInt64(first + 4),
        CachedTokens = row.GetInt64(first + 5),
        CacheWriteTokens = row.GetInt64(first + 6),
        ReasoningTokens = row.GetInt64(first + 7),
        CostNano = row.GetInt64(first + 8),
        PricedCalls = row.GetInt64(first + 9),
        UnpricedCalls = row.GetInt64(first + 10),
    };

    private static async Task WriteStatsAsync(NpgsqlBinaryImporter importer, DurationStats stats, CancellationToken ct)
    {
        await importer.WriteAsync(stats.Sum, NpgsqlDbType.Bigint, ct);
        await importer.WriteAsync(stats.Min, NpgsqlDbType.Bigint, ct);
        await importer.WriteAsync(stats.Max, NpgsqlDbType.Bigint, ct);
        await importer.WriteAsync(stats.Sketch.Encode(), NpgsqlDbType.Bytea, ct);
    }

    private static void MergeInto(DurationStats stats, NpgsqlDataReader row, int first) =>
        stats.MergeStored(
            row.GetInt64(first), row.GetInt64(first + 1), row.GetInt64(first + 2), row.GetFieldValue<byte[]>(first + 3));
}

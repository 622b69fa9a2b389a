using System.Buffers;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Telemetry.Rollups;

/// <summary>The columns that the rollup tables share, written and read in one order.</summary>
public static class RollupColumns
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

    /// <summary>Stored sketches that are shorter are read without an array of their own.</summary>
    private const int UsualSketchBytes = 1024;

    public static void WriteCell(NpgsqlBinaryImporter importer, RollupCell cell)
    {
        WriteCounters(importer, cell.Counters);
        WriteStats(importer, cell.Latency);
        WriteStats(importer, cell.TimeToFirstToken);
    }

    public static void WriteCounters(NpgsqlBinaryImporter importer, CallCounters c)
    {
        importer.Write(c.Calls, NpgsqlDbType.Bigint);
        importer.Write(c.Errors, NpgsqlDbType.Bigint);
        importer.Write(c.ClientAborts, NpgsqlDbType.Bigint);
        importer.Write(c.InputTokens, NpgsqlDbType.Bigint);
        importer.Write(c.OutputTokens, NpgsqlDbType.Bigint);
        importer.Write(c.CachedTokens, NpgsqlDbType.Bigint);
        importer.Write(c.CacheWriteTokens, NpgsqlDbType.Bigint);
        importer.Write(c.ReasoningTokens, NpgsqlDbType.Bigint);
        importer.Write(c.CostNano, NpgsqlDbType.Bigint);
        importer.Write(c.PricedCalls, NpgsqlDbType.Bigint);
        importer.Write(c.UnpricedCalls, NpgsqlDbType.Bigint);
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

    private static void WriteStats(NpgsqlBinaryImporter importer, DurationStats stats)
    {
        importer.Write(stats.Sum, NpgsqlDbType.Bigint);
        importer.Write(stats.Min, NpgsqlDbType.Bigint);
        importer.Write(stats.Max, NpgsqlDbType.Bigint);
        importer.Write(stats.Sketch.Encode(), NpgsqlDbType.Bytea);
    }

    private static void MergeInto(DurationStats stats, NpgsqlDataReader row, int first)
    {
        // In the order of the columns: going back in a row costs.
        var (sum, min, max) = (row.GetInt64(first), row.GetInt64(first + 1), row.GetInt64(first + 2));
        var buffer = ArrayPool<byte>.Shared.Rent(UsualSketchBytes);
        try
        {
            var length = (int)row.GetBytes(first + 3, 0, buffer, 0, buffer.Length);
            var sketch = length < buffer.Length ? buffer.AsSpan(0, length) : row.GetFieldValue<byte[]>(first + 3);
            stats.MergeStored(sum, min, max, sketch);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}

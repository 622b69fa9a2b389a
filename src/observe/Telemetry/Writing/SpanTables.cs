using Dashboard.Events;
using Npgsql;

namespace Dashboard.Telemetry.Writing;

/// <summary>
/// Puts a batch into <c>calls</c>, <c>spans</c> and <c>payloads</c>. The common path is a plain binary COPY; it fails as a
/// whole when one key exists already (SQLSTATE 23505). The careful path copies into temporary tables first and skips what
/// is there, and says what was new.
/// </summary>
public static class SpanTables
{
    public static async Task CopyAsync(
        NpgsqlConnection connection, SpanBatch batch, IReadOnlyDictionary<SeriesKey, int> series, CancellationToken ct)
    {
        await CopyCallsAsync(connection, "calls", batch, series, ct);
        await CopyOthersAsync(connection, "spans", batch, ct);
        await CopyPayloadsAsync(connection, "payloads", batch, ct);
    }

    /// <summary>The keys that were not there before. Must run inside a transaction.</summary>
    public static async Task<HashSet<SpanKey>> MergeAsync(
        NpgsqlConnection connection, SpanBatch batch, IReadOnlyDictionary<SeriesKey, int> series, CancellationToken ct)
    {
        await using var stage = new NpgsqlCommand(
            """
            CREATE TEMP TABLE new_calls (LIKE calls) ON COMMIT DROP;
            CREATE TEMP TABLE new_spans (LIKE spans) ON COMMIT DROP;
            CREATE TEMP TABLE new_payloads (LIKE payloads) ON COMMIT DROP;
            """,
            connection);
        await stage.ExecuteNonQueryAsync(ct);
        await CopyCallsAsync(connection, "new_calls", batch, series, ct);
        await CopyOthersAsync(connection, "new_spans", batch, ct);
        await CopyPayloadsAsync(connection, "new_payloads", batch, ct);

        // Sorted by key, so that two writers that retry the same spans wait for each other instead of deadlocking.
        const string merge =
            $"""
            INSERT INTO calls SELECT * FROM new_calls ORDER BY {SpanRow.Key}
            ON CONFLICT DO NOTHING RETURNING {SpanRow.Key};
            INSERT INTO spans SELECT * FROM new_spans ORDER BY {SpanRow.Key}
            ON CONFLICT DO NOTHING RETURNING {SpanRow.Key};
            INSERT INTO payloads SELECT * FROM new_payloads ORDER BY {SpanRow.Key} ON CONFLICT DO NOTHING;
            """;
        await using var command = new NpgsqlCommand(merge, connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var written = new HashSet<SpanKey>();
        do
        {
            while (await reader.ReadAsync(ct))
            {
                written.Add(new SpanKey(
                    new ProjectId(reader.GetInt32(0)),
                    reader.GetFieldValue<DateTimeOffset>(1),
                    TraceId.FromGuid(reader.GetGuid(2)),
                    SpanId.FromBigint(reader.GetInt64(3))));
            }
        }
        while (await reader.NextResultAsync(ct));
        return written;
    }

    private static async Task CopyCallsAsync(
        NpgsqlConnection connection, string table, SpanBatch batch, IReadOnlyDictionary<SeriesKey, int> series,
        CancellationToken ct)
    {
        if (batch.Calls.Count == 0)
        {
            return;
        }

        await using var importer = await connection.BeginBinaryImportAsync(
            $"COPY {table} ({CallRow.Columns}) FROM STDIN (FORMAT BINARY)", ct);
        foreach (var span in batch.Calls)
        {
            CallRow.Write(importer, span, series[span.Call!.Series], batch.Alone);
        }

        await importer.CompleteAsync(ct);
    }

    private static async Task CopyOthersAsync(
        NpgsqlConnection connection, string table, SpanBatch batch, CancellationToken ct)
    {
        if (batch.Others.Count == 0)
        {
            return;
        }

        await using var importer = await connection.BeginBinaryImportAsync(
            $"COPY {table} ({SpanRow.Columns}) FROM STDIN (FORMAT BINARY)", ct);
        foreach (var span in batch.Others)
        {
            SpanRow.Write(importer, span);
        }

        await importer.CompleteAsync(ct);
    }

    private static async Task CopyPayloadsAsync(
        NpgsqlConnection connection, string table, SpanBatch batch, CancellationToken ct)
    {
        await using var importer = await connection.BeginBinaryImportAsync(
            $"COPY {table} ({SpanRow.PayloadColumns}) FROM STDIN (FORMAT BINARY)", ct);
        foreach (var span in batch.Calls.Concat(batch.Others))
        {
            SpanRow.WritePayload(importer, span);
        }

        await importer.CompleteAsync(ct);
    }
}

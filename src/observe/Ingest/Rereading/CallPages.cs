using System.Runtime.CompilerServices;
using Dashboard.Events;
using Dashboard.Postgres;
using Dashboard.Pricing;
using Dashboard.Telemetry;
using Dashboard.Telemetry.Rollups;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Ingest.Rereading;

/// <summary>Reads stored calls in the order of their keys, some at a time.</summary>
internal static class CallPages
{
    private const int CallsPerPage = 1000;
    private const int FirstCounter = 21;

    /// <summary>The calls of one project that start in [from, to).</summary>
    /// <param name="connection">Where to read.</param>
    /// <param name="project">Whose.</param>
    /// <param name="from">The first instant.</param>
    /// <param name="to">The first instant that is not read.</param>
    /// <param name="ct">Ends the reading.</param>
    public static async IAsyncEnumerable<List<StoredCall>> ReadAsync(
        NpgsqlConnection connection, ProjectId project, DateTimeOffset from, DateTimeOffset to,
        [EnumeratorCancellation] CancellationToken ct)
    {
        StoredCall? last = null;
        while (true)
        {
            var page = await PageAsync(connection, project, from, to, last, isLocked: false, ct);
            if (page.Count > 0)
            {
                yield return page;
            }

            if (page.Count < CallsPerPage)
            {
                yield break;
            }

            last = page[^1];
        }
    }

    /// <summary>
    /// The next page, locked until the transaction ends: whether a call counts, and for whom, stays as it is read.
    /// </summary>
    public static Task<List<StoredCall>> LockAsync(
        NpgsqlConnection connection, ProjectId project, DateTimeOffset from, DateTimeOffset to, StoredCall? after,
        CancellationToken ct) =>
        PageAsync(connection, project, from, to, after, isLocked: true, ct);

    private static async Task<List<StoredCall>> PageAsync(
        NpgsqlConnection connection, ProjectId project, DateTimeOffset from, DateTimeOffset to, StoredCall? after,
        bool isLocked, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"""
            SELECT c.started_at, c.trace_id, c.span_id, c.name, c.duration_us, c.recorder, c.counted, c.user_id,
              c.usage_source, c.service_tier, c.price_id, s.route, s.model, s.version, s.provider, s.prompt,
              s.environment, p.raw, c.project_id, c.usage_note, c.operation,
              {CallCounterRow.Columns}
            FROM calls c JOIN series s ON s.series_id = c.series_id
            LEFT JOIN payloads p ON p.project_id = c.project_id AND p.started_at = c.started_at
              AND p.trace_id = c.trace_id AND p.span_id = c.span_id
            WHERE c.project_id = $1 AND c.started_at >= $2 AND c.started_at < $3
              AND (c.started_at, c.trace_id, c.span_id) > ($4, $5, $6)
            ORDER BY c.started_at, c.trace_id, c.span_id LIMIT {CallsPerPage}
            {(isLocked ? "FOR NO KEY UPDATE OF c" : "")}
            """,
            connection)
        {
            CommandTimeout = 0,
            Parameters =
            {
                new() { Value = project.Value },
                new() { Value = after?.StartedAt ?? from, NpgsqlDbType = NpgsqlDbType.TimestampTz },
                new() { Value = to, NpgsqlDbType = NpgsqlDbType.TimestampTz },
                new() { Value = after?.StartedAt ?? from, NpgsqlDbType = NpgsqlDbType.TimestampTz },
                new() { Value = after?.TraceId.ToGuid() ?? Guid.Empty },
                new() { Value = after?.SpanId.ToBigint() ?? long.MinValue },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        var page = new List<StoredCall>();
        while (await reader.ReadAsync(ct))
        {
            page.Add(Read(reader, project));
        }

        return page;
    }

    private static StoredCall Read(NpgsqlDataReader row, ProjectId project)
    {
        string? Text(int column) => row.TextOrNull(column);
        return new StoredCall(
            project,
            row.GetFieldValue<DateTimeOffset>(0),
            TraceId.FromGuid(row.GetGuid(1)),
            SpanId.FromBigint(row.GetInt64(2)),
            row.GetString(3),
            row.GetString(20),
            row.GetInt64(4),
            (SpanStatus)row.GetInt16(FirstCounter),
            (Recorder)row.GetInt16(5),
            row.GetBoolean(6),
            Text(7),
            new UsageFacts(
                new SeriesKey(project, row.GetString(11), Text(12), Text(13), Text(14), Text(15), Text(16)),
                TokenColumns.Read(row, FirstCounter + 3),
                (UsageSource)row.GetInt16(8),
                Text(9),
                new CallCost(
                    (CostStatus)row.GetInt16(FirstCounter + 1),
                    row.IsDBNull(FirstCounter + 2) ? null : new Nanodollars(row.GetInt64(FirstCounter + 2)),
                    Text(10)),
                Text(19)),
            Text(17));
    }
}

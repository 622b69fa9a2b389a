using Dashboard.Events;
using Npgsql;

namespace Dashboard.Telemetry.Writing;

/// <summary>
/// Reads what is already stored of the traces that a batch adds to. Each trace is looked up in the index by itself: a
/// list of ids looks to the planner like half of a day's partition until that has been analyzed, and it would read it all.
/// What this transaction wrote itself is left out.
/// </summary>
internal static class StoredTraces
{
    /// <summary>Spans of one trace that lie further apart than this do not find each other: it bounds the partitions read.</summary>
    private static readonly TimeSpan Reach = TimeSpan.FromHours(24);

    /// <summary>
    /// The stored inferences of the traces; where there is one, the traces' other spans too, since a wrapper may sit
    /// several levels above.
    /// </summary>
    public static async Task<List<StoredNode>> ReadAsync(
        NpgsqlConnection connection, IReadOnlyCollection<SpanRecord> batch, CancellationToken ct)
    {
        var stored = new List<StoredNode>();
        foreach (var project in batch.GroupBy(span => span.Project))
        {
            var traces = project.Select(span => span.TraceId).Distinct().ToList();
            var from = project.Min(span => span.StartedAt) - Reach;
            var to = project.Max(span => span.StartedAt) + Reach;
            var calls = await ReadCallsAsync(connection, project.Key, traces, from, to, ct);
            if (NeedOtherSpans(project, calls, out var nested))
            {
                stored.AddRange(await ReadSpansAsync(connection, project.Key, nested, from, to, ct));
            }

            stored.AddRange(calls);
        }

        return stored;
    }

    /// <summary>Other spans matter only in traces with two inferences, one of which could stand above the other.</summary>
    private static bool NeedOtherSpans(
        IEnumerable<SpanRecord> batch, IEnumerable<StoredNode> calls, out List<TraceId> nested)
    {
        nested = batch.Where(span => span.Call is not null).Select(span => (span.TraceId, span.SpanId))
            .Concat(calls.Select(call => (call.Node.Id.TraceId, call.Node.Id.SpanId)))
            .Distinct()
            .GroupBy(span => span.TraceId)
            .Where(trace => trace.Count() > 1)
            .Select(trace => trace.Key)
            .ToList();
        return nested.Count > 0;
    }

    private static Task<List<StoredNode>> ReadCallsAsync(
        NpgsqlConnection connection, ProjectId project, List<TraceId> traces, DateTimeOffset from, DateTimeOffset to,
        CancellationToken ct)
    {
        const string sql =
            $"""
            SELECT stored.* FROM unnest($2) AS wanted(trace_id) CROSS JOIN LATERAL (
              SELECT {StoredCallReader.Columns} FROM calls
              WHERE project_id = $1 AND calls.trace_id = wanted.trace_id AND started_at >= $3 AND started_at < $4
                AND xmin <> pg_current_xact_id()::xid
              OFFSET 0) AS stored
            """;
        return ReadAsync(connection, sql, project, traces, from, to, StoredCallReader.Read, ct);
    }

    private static Task<List<StoredNode>> ReadSpansAsync(
        NpgsqlConnection connection, ProjectId project, List<TraceId> traces, DateTimeOffset from, DateTimeOffset to,
        CancellationToken ct)
    {
        const string sql =
            """
            SELECT stored.* FROM unnest($2) AS wanted(trace_id) CROSS JOIN LATERAL (
              SELECT trace_id, span_id, parent_span_id, started_at, role FROM spans
              WHERE project_id = $1 AND spans.trace_id = wanted.trace_id AND started_at >= $3 AND started_at < $4
                AND xmin <> pg_current_xact_id()::xid
              OFFSET 0) AS stored
            """;
        return ReadAsync(connection, sql, project, traces, from, to, ReadSpan, ct);
    }

    private static StoredNode ReadSpan(NpgsqlDataReader row, ProjectId project)
    {
        var parent = row.IsDBNull(2) ? (SpanId?)null : SpanId.FromBigint(row.GetInt64(2));
        var node = new TraceNode(
            StoredCallReader.Id(row, 0, project)!.Value, parent, null, (SpanRole)row.GetInt16(4) == SpanRole.Tool);
        return new StoredNode(node, row.GetFieldValue<DateTimeOffset>(3), IsCounted: false);
    }

    private static async Task<List<StoredNode>> ReadAsync(
        NpgsqlConnection connection, string sql, ProjectId project, List<TraceId> traces, DateTimeOffset from,
        DateTimeOffset to, Func<NpgsqlDataReader, ProjectId, StoredNode> read, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection)
        {
            Parameters =
            {
                new() { Value = project.Value },
                new() { Value = traces.Select(trace => trace.ToGuid()).ToArray() },
                new() { Value = from },
                new() { Value = to },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        var nodes = new List<StoredNode>();
        while (await reader.ReadAsync(ct))
        {
            nodes.Add(read(reader, project));
        }

        return nodes;
    }
}

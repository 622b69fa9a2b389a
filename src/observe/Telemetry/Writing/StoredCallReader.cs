using Dashboard.Events;
using Dashboard.Postgres;
using Npgsql;

namespace Dashboard.Telemetry.Writing;

/// <summary>Reads rows of <c>calls</c> as far as settling needs them.</summary>
internal static class StoredCallReader
{
    public const string Columns =
        """
        trace_id, span_id, parent_span_id, started_at, counted, recorder, response_id, request_model, response_model,
        duration_us, joined_trace_id, joined_span_id, usage_source, role
        """;

    /// <summary>The index of the first column behind <see cref="Columns"/>.</summary>
    public const int Next = 14;

    public static StoredNode Read(NpgsqlDataReader row, ProjectId project)
    {
        var startedAt = row.GetFieldValue<DateTimeOffset>(3);
        var sighting = new Sighting(
            (Recorder)row.GetInt16(5), row.TextOrNull(6), row.TextOrNull(7), row.TextOrNull(8), startedAt,
            startedAt + TimeSpan.FromMicroseconds(row.GetInt64(9)), (UsageSource)row.GetInt16(12) != UsageSource.None,
            (SpanRole)row.GetInt16(13) == SpanRole.Embedding);
        var parent = row.IsDBNull(2) ? (SpanId?)null : SpanId.FromBigint(row.GetInt64(2));
        return new StoredNode(new TraceNode(Id(row, 0, project)!.Value, parent, sighting), startedAt, row.GetBoolean(4))
        {
            JoinedTo = Id(row, 10, project),
        };
    }

    /// <summary>The span that two columns name; null when they are.</summary>
    public static NodeId? Id(NpgsqlDataReader row, int column, ProjectId project) => row.IsDBNull(column)
        ? null
        : new NodeId(project, TraceId.FromGuid(row.GetGuid(column)), SpanId.FromBigint(row.GetInt64(column + 1)));
}

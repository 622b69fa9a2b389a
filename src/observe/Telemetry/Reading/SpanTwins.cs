using Dashboard.Events;
using Npgsql;

namespace Dashboard.Telemetry.Reading;

/// <summary>Reads how the other party saw the requests of a trace.</summary>
internal static class SpanTwins
{
    private static readonly string Sql =
        $"""
        SELECT {CallRowReader.Columns}, NULL::text, NULL::text, NULL::text, t.of_span
        FROM (
          SELECT span_id AS of_span, joined_trace_id AS trace_id, joined_span_id AS span_id FROM calls
          WHERE project_id = $1 AND trace_id = $2 AND joined_span_id IS NOT NULL
          UNION ALL
          SELECT joined_span_id, trace_id, span_id FROM calls WHERE project_id = $1 AND joined_trace_id = $2) AS t
        CROSS JOIN LATERAL (
          SELECT * FROM calls WHERE project_id = $1 AND trace_id = t.trace_id AND span_id = t.span_id LIMIT 1) AS c
        JOIN series s ON s.series_id = c.series_id
        """;

    /// <summary>The same spans, with their twins.</summary>
    public static async Task<List<TraceSpan>> AddAsync(
        NpgsqlConnection connection, ProjectId project, TraceId trace, List<TraceSpan> spans, CancellationToken ct)
    {
        if (!spans.Exists(span => span.JoinedTo is not null || span.Call?.Recorder == Recorder.Gateway))
        {
            return spans;
        }

        var twins = new Dictionary<SpanId, SpanTwin>();
        await using var command = new NpgsqlCommand(Sql, connection)
        {
            Parameters = { new() { Value = project.Value }, new() { Value = trace.ToGuid() } },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            twins[SpanId.FromBigint(reader.GetInt64(CallRowReader.Next + 3))] =
                new SpanTwin(TraceId.FromGuid(reader.GetGuid(1)), CallRowReader.Span(reader, project));
        }

        return spans.ConvertAll(span => span with { Twin = twins.GetValueOrDefault(span.SpanId) });
    }
}

using Dashboard.Events;
using Dashboard.Postgres;
using Dashboard.Telemetry.Reading;
using Npgsql;

namespace Dashboard.Evaluations.Scores;

/// <summary>The scores of a trace for those who open it: by the span that was named, else by the call that they count for.</summary>
internal sealed class TraceScores(TelemetryDb db) : ICallScores
{
    public async Task<IReadOnlyList<CallScore>> OfTraceAsync(ProjectId project, TraceId trace, CancellationToken ct)
    {
        await using var command = db.Source.CreateCommand(
            """
            SELECT trace_id, span_id, call_span_id, name, value, label, comment, kind, given_at FROM scores
            WHERE project_id = $1 AND (trace_id = $2 OR call_trace_id = $2) AND verdict <> $3
            ORDER BY given_at, revision
            """);
        command.Parameters.Add(new() { Value = project.Value });
        command.Parameters.Add(new() { Value = trace.ToGuid() });
        command.Parameters.Add(new() { Value = (short)ScoreVerdict.Withdrawn });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var scores = new List<CallScore>();
        while (await reader.ReadAsync(ct))
        {
            scores.Add(new CallScore
            {
                SpanId = SpanOf(reader),
                Name = reader.GetString(3),
                Value = reader.ValueOrNull<double>(4),
                Label = reader.TextOrNull(5),
                Comment = reader.TextOrNull(6),
                Annotator = (AnnotatorKind)reader.GetInt16(7) switch
                {
                    AnnotatorKind.Human => "human",
                    AnnotatorKind.Llm => "judge",
                    _ => "code",
                },
                At = reader.GetFieldValue<DateTimeOffset>(8),
            });
        }

        return scores;
    }

    /// <summary>A score of the whole trace has none, although it counts for the trace's last call.</summary>
    private static SpanId? SpanOf(NpgsqlDataReader row)
    {
        var column = row.IsDBNull(0) ? 2 : 1;
        return row.IsDBNull(column) ? null : SpanId.FromBigint(row.GetInt64(column));
    }
}

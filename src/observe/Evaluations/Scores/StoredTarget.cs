using Dashboard.Events;
using Npgsql;

namespace Dashboard.Evaluations.Scores;

/// <summary>A stored score as far as finding its call goes.</summary>
/// <param name="Wanted">What it is about.</param>
/// <param name="Target">The first part of its key, in which an erased target's ids are no longer.</param>
/// <param name="Annotator">The second.</param>
/// <param name="Name">The third.</param>
/// <param name="Call">The call it counts for now; null for none.</param>
internal readonly record struct StoredTarget(
    WantedCall Wanted, string Target, string Annotator, string Name, CallKey? Call)
{
    /// <summary>The columns that <see cref="Read"/> reads.</summary>
    public const string Columns =
        """
        s.project_id, s.annotator, s.name, s.given_at, s.trace_id, s.span_id, s.response_id, s.request_id,
        s.call_started_at, s.call_trace_id, s.call_span_id, s.target
        """;

    /// <summary>Null for a score of a session, which is about no call.</summary>
    public static StoredTarget? Read(NpgsqlDataReader row)
    {
        var project = new ProjectId(row.GetInt32(0));
        if (About(row) is not { } about)
        {
            return null;
        }

        CallKey? call = row.IsDBNull(8)
            ? null
            : new CallKey(
                project, row.GetFieldValue<DateTimeOffset>(8), TraceId.FromGuid(row.GetGuid(9)),
                SpanId.FromBigint(row.GetInt64(10)));
        return new StoredTarget(
            new WantedCall(project, about, row.GetFieldValue<DateTimeOffset>(3)), row.GetString(11), row.GetString(1),
            row.GetString(2), call);
    }

    private static ScoreTarget? About(NpgsqlDataReader row) => row switch
    {
        _ when !row.IsDBNull(6) => new ScoreTarget.Response(row.GetString(6)),
        _ when !row.IsDBNull(7) => new ScoreTarget.Request(row.GetString(7)),
        _ when row.IsDBNull(4) => null,
        _ when row.IsDBNull(5) => new ScoreTarget.WholeTrace(TraceId.FromGuid(row.GetGuid(4))),
        _ => new ScoreTarget.Span(TraceId.FromGuid(row.GetGuid(4)), SpanId.FromBigint(row.GetInt64(5))),
    };
}

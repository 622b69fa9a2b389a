using Dashboard.Events;
using Dashboard.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Evaluations.Scores;

/// <summary>
/// Finds the calls that scores are about. Where an id was given to several calls, the newest that counts is meant. Calls
/// that began more than <see cref="Reach"/> before the score was given are not looked for: it bounds the partitions read.
/// </summary>
internal static class CallFinder
{
    public static readonly TimeSpan Reach = TimeSpan.FromDays(30);

    /// <summary>Clocks of clients may be ahead of ours by so much.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromHours(1);

    /// <summary>The call of each question, null where it has not come; the answers are in the order of the questions.</summary>
    public static async Task<CallKey?[]> FindAsync(
        NpgsqlConnection connection, IReadOnlyList<WantedCall> wanted, CancellationToken ct)
    {
        var found = new CallKey?[wanted.Count];
        var inTrace = new List<(int Place, TraceId Trace, SpanId? Span)>();
        for (var place = 0; place < wanted.Count; place++)
        {
            switch (wanted[place].Target)
            {
                case ScoreTarget.Span(var trace, var id):
                    inTrace.Add((place, trace, id));
                    break;
                case ScoreTarget.WholeTrace(var trace):
                    inTrace.Add((place, trace, null));
                    break;
            }
        }

        foreach (var (place, call) in await ByIdAsync(connection, wanted, ct))
        {
            if (call.IsCounted)
            {
                found[place] = KeyOf(wanted[place].Project, call);
            }
            else
            {
                inTrace.Add((place, call.Trace, call.Id));
            }
        }

        await InTracesAsync(connection, wanted, inTrace, found, ct);
        return found;
    }

    private static async Task InTracesAsync(
        NpgsqlConnection connection, IReadOnlyList<WantedCall> wanted,
        List<(int Place, TraceId Trace, SpanId? Span)> open, CallKey?[] found, CancellationToken ct)
    {
        // A joined call points at a record that is not joined itself, so the second round is the last.
        for (var round = 0; round < 2 && open.Count > 0; round++)
        {
            var traces = await ReadTracesAsync(connection, wanted, open, ct);
            var next = new List<(int, TraceId, SpanId?)>();
            foreach (var (place, trace, span) in open)
            {
                var project = wanted[place].Project;
                switch (ScoredCall.Find([.. traces[(project, trace)]], span))
                {
                    case { IsCounted: true } call:
                        found[place] = KeyOf(project, call);
                        break;
                    case { JoinedTo: var (joinedTrace, joinedSpan) }:
                        next.Add((place, joinedTrace, joinedSpan));
                        break;
                }
            }

            open = next;
        }
    }

    private static CallKey KeyOf(ProjectId project, TraceCall call) => new(project, call.StartedAt, call.Trace, call.Id);

    private const string Columns =
        "project_id, trace_id, span_id, parent_span_id, started_at, duration_us, counted, joined_trace_id, joined_span_id";

    private static async Task<List<(int Place, TraceCall Call)>> ByIdAsync(
        NpgsqlConnection connection, IReadOnlyList<WantedCall> wanted, CancellationToken ct)
    {
        var named = wanted.Select((one, place) => (one, place))
            .Where(item => item.one.Target is ScoreTarget.Response or ScoreTarget.Request)
            .ToList();
        if (named.Count == 0)
        {
            return [];
        }

        await using var command = new NpgsqlCommand(
            $"""
            SELECT k.place, c.* FROM unnest($1, $2, $3, $4, $5, $6) AS k(place, project_id, response_id, request_id, low, high)
            CROSS JOIN LATERAL (
              SELECT * FROM (
                SELECT {Columns} FROM calls WHERE project_id = k.project_id AND response_id = k.response_id AND recorder = 0
                  AND started_at > k.low AND started_at < k.high ORDER BY started_at DESC LIMIT 20) AS of_client
              UNION ALL
              SELECT * FROM (
                SELECT {Columns} FROM calls WHERE project_id = k.project_id AND response_id = k.response_id AND recorder = 1
                  AND started_at > k.low AND started_at < k.high ORDER BY started_at DESC LIMIT 20) AS of_gateway
              UNION ALL
              SELECT * FROM (
                SELECT {Columns} FROM calls WHERE project_id = k.project_id AND request_id = k.request_id
                  AND started_at > k.low AND started_at < k.high ORDER BY started_at DESC LIMIT 20) AS of_request
              ORDER BY counted DESC, started_at DESC LIMIT 1) AS c
            """,
            connection);
        var parameters = command.Parameters;
        parameters.AddArray(NpgsqlDbType.Integer, named.Select(item => item.place));
        parameters.AddArray(NpgsqlDbType.Integer, named.Select(item => item.one.Project.Value));
        parameters.AddArray(NpgsqlDbType.Text, named.Select(item => (item.one.Target as ScoreTarget.Response)?.Id));
        parameters.AddArray(NpgsqlDbType.Text, named.Select(item => (item.one.Target as ScoreTarget.Request)?.Id));
        parameters.AddArray(NpgsqlDbType.TimestampTz, named.Select(item => (item.one.GivenAt - Reach).UtcDateTime));
        parameters.AddArray(NpgsqlDbType.TimestampTz, named.Select(item => (item.one.GivenAt + Ahead).UtcDateTime));
        await using var reader = await command.ExecuteReaderAsync(ct);
        var calls = new List<(int, TraceCall)>();
        while (await reader.ReadAsync(ct))
        {
            calls.Add((reader.GetInt32(0), ReadCall(reader, 1).Call));
        }

        return calls;
    }

    private static async Task<ILookup<(ProjectId Project, TraceId Trace), TraceCall>> ReadTracesAsync(
        NpgsqlConnection connection, IReadOnlyList<WantedCall> wanted,
        List<(int Place, TraceId Trace, SpanId? Span)> open, CancellationToken ct)
    {
        var traces = open.Select(item => (wanted[item.Place].Project, item.Trace)).Distinct().ToList();
        await using var command = new NpgsqlCommand(
            $"""
            SELECT stored.* FROM unnest($1, $2) AS k(project_id, trace_id) CROSS JOIN LATERAL (
              SELECT {Columns} FROM calls WHERE calls.project_id = k.project_id AND calls.trace_id = k.trace_id
                AND started_at > $3 AND started_at < $4
              UNION ALL
              SELECT project_id, trace_id, span_id, parent_span_id, started_at, duration_us, false, NULL, NULL FROM spans
              WHERE spans.project_id = k.project_id AND spans.trace_id = k.trace_id
                AND started_at > $3 AND started_at < $4) AS stored
            """,
            connection);
        command.Parameters.AddArray(NpgsqlDbType.Integer, traces.Select(trace => trace.Project.Value));
        command.Parameters.AddArray(NpgsqlDbType.Uuid, traces.Select(trace => trace.Trace.ToGuid()));
        var given = open.Select(item => wanted[item.Place].GivenAt).ToList();
        command.Parameters.Add(new() { Value = (given.Min() - Reach).UtcDateTime });
        command.Parameters.Add(new() { Value = (given.Max() + Ahead).UtcDateTime });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var spans = new List<(ProjectId Project, TraceCall Call)>();
        while (await reader.ReadAsync(ct))
        {
            spans.Add(ReadCall(reader, 0));
        }

        return spans.ToLookup(span => (span.Project, span.Call.Trace), span => span.Call);
    }

    private static (ProjectId Project, TraceCall Call) ReadCall(NpgsqlDataReader row, int first)
    {
        var startedAt = row.GetFieldValue<DateTimeOffset>(first + 4);
        return (
            new ProjectId(row.GetInt32(first)),
            new TraceCall(
                TraceId.FromGuid(row.GetGuid(first + 1)),
                SpanId.FromBigint(row.GetInt64(first + 2)),
                row.IsDBNull(first + 3) ? null : SpanId.FromBigint(row.GetInt64(first + 3)),
                startedAt,
                startedAt + TimeSpan.FromMicroseconds(row.GetInt64(first + 5)),
                row.GetBoolean(first + 6),
                row.IsDBNull(first + 7)
                    ? null
                    : (TraceId.FromGuid(row.GetGuid(first + 7)), SpanId.FromBigint(row.GetInt64(first + 8)))));
    }
}

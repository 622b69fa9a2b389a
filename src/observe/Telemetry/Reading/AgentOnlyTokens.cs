using Dashboard.Events;
using Dashboard.Postgres;

namespace Dashboard.Telemetry.Reading;

/// <summary>
/// Tokens that only an agent's span carries: its trace has no call that says what it used. Nobody knows for which model
/// they were, so they have no price and are in no sum. Of agents within agents the outermost says it for all.
/// </summary>
public sealed class AgentOnlyTokens(TelemetryDb db)
{
    /// <summary>Input and output of the agents that started in the range.</summary>
    public async Task<long> ReadAsync(ProjectId project, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        await using var command = db.Source.CreateCommand(
            """
            WITH RECURSIVE agents AS MATERIALIZED (
              SELECT w.trace_id, w.span_id, w.parent_span_id, w.started_at, w.input_tokens + w.output_tokens AS tokens,
                count(*) OVER (PARTITION BY w.trace_id) AS of_trace
              FROM spans w
              WHERE w.project_id = $1 AND w.started_at >= $2 AND w.started_at < $3 AND w.input_tokens IS NOT NULL
                AND NOT EXISTS (
                  SELECT FROM calls c WHERE c.project_id = $1 AND c.trace_id = w.trace_id AND c.input_uncached IS NOT NULL
                    AND c.started_at > w.started_at - interval '1 day' AND c.started_at < w.started_at + interval '1 day')),
            above AS (
              SELECT trace_id, span_id, started_at, parent_span_id AS at FROM agents
              WHERE of_trace > 1 AND parent_span_id IS NOT NULL
              UNION
              SELECT a.trace_id, a.span_id, a.started_at, s.parent_span_id FROM above a
              JOIN spans s ON s.project_id = $1 AND s.trace_id = a.trace_id AND s.span_id = a.at
                AND s.started_at > a.started_at - interval '1 day' AND s.started_at < a.started_at + interval '1 day'
              WHERE s.parent_span_id IS NOT NULL)
            SELECT coalesce(sum(g.tokens), 0)::bigint FROM agents g
            WHERE NOT EXISTS (
              SELECT FROM above a JOIN agents o ON o.trace_id = a.trace_id AND o.span_id = a.at
              WHERE a.trace_id = g.trace_id AND a.span_id = g.span_id AND o.span_id <> g.span_id)
            """);
        command.Parameters.Add(new() { Value = project.Value });
        command.Parameters.Add(new() { Value = from.ToUniversalTime() });
        command.Parameters.Add(new() { Value = to.ToUniversalTime() });
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>The same of one trace; null where a call says what it used, or no agent does.</summary>
    public static (long Input, long Output)? Of(IReadOnlyList<TraceSpan> spans)
    {
        if (spans.Any(span => span.Call?.Tokens is not null))
        {
            return null;
        }

        var parents = new Dictionary<SpanId, SpanId?>();
        foreach (var span in spans)
        {
            parents.TryAdd(span.SpanId, span.ParentSpanId);
        }

        var agents = spans.Where(span => span.TokensWithin is not null).Select(span => span.SpanId).ToHashSet();
        var outermost = spans
            .Where(span => span.TokensWithin is not null && !Above(span).Any(agents.Contains))
            .Select(span => span.TokensWithin!.Value)
            .ToList();
        return outermost.Count == 0 ? null : (outermost.Sum(tokens => tokens.Input), outermost.Sum(tokens => tokens.Output));

        IEnumerable<SpanId> Above(TraceSpan span)
        {
            var seen = new HashSet<SpanId> { span.SpanId };
            for (var at = span.ParentSpanId; at is { } id && seen.Add(id); at = parents.GetValueOrDefault(id))
            {
                yield return id;
            }
        }
    }
}

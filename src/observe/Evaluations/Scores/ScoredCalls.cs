using Dashboard.Telemetry.Searching;

namespace Dashboard.Evaluations.Scores;

/// <summary>Lets the calls be found by their scores.</summary>
internal sealed class ScoredCalls : IScoredCalls
{
    public string Counts => "call_scores";

    public string Values { get; } =
        $"""
        (SELECT project_id, call_started_at AS started_at, call_trace_id AS trace_id, call_span_id AS span_id, name, value
         FROM scores WHERE call_trace_id IS NOT NULL AND value IS NOT NULL AND verdict <> {(int)ScoreVerdict.Withdrawn})
        """;
}

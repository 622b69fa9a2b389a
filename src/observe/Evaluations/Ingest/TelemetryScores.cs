using Dashboard.Evaluations.Scores;
using Dashboard.Telemetry;

namespace Dashboard.Evaluations.Ingest;

/// <summary>Stores the scores that come within OpenTelemetry.</summary>
internal sealed class TelemetryScores(ScoreWriter scores) : ITelemetryScores
{
    public Task TakeAsync(IReadOnlyList<SpanRecord> spans, CancellationToken ct) =>
        scores.WriteAsync([.. spans.SelectMany(SpanAnnotations.Read)], ct);

    public Task TakeAsync(IReadOnlyList<LogRecord> logs, CancellationToken ct) =>
        scores.WriteAsync([.. logs.Select(EvaluationEvent.Read).OfType<Score>()], ct);
}

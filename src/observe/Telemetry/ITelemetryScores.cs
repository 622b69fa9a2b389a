namespace Dashboard.Telemetry;

/// <summary>
/// Takes the judgements that telemetry carries: evaluation events among log records, annotations among spans. It is called
/// after the records are stored and before their sender is told so; what it cannot store fails the export, which comes
/// again.
/// </summary>
public interface ITelemetryScores
{
    /// <summary>Stores the annotations of spans.</summary>
    Task TakeAsync(IReadOnlyList<SpanRecord> spans, CancellationToken ct);

    /// <summary>Stores the evaluation events among log records.</summary>
    Task TakeAsync(IReadOnlyList<LogRecord> logs, CancellationToken ct);
}

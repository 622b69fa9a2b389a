namespace Dashboard.Events;

/// <summary>Somebody decided how many days each kind of telemetry is kept. The coarser rollups stay for good.</summary>
public sealed record RetentionChanged(
    int CallsDays, int PayloadsDays, int SpansDays, int LogsDays, int MetricsDays, int MinutesDays);

using Dashboard.Telemetry;

namespace Dashboard.Ingest.Http;

/// <summary>Where the three signals go.</summary>
internal sealed record OtlpSinks(
    RecordSink<SpanRecord> Spans, RecordSink<LogRecord> Logs, RecordSink<MetricRecord> Metrics)
{
    /// <summary>How long exporters of spans should stay away now; null while there is room.</summary>
    public Func<TimeSpan?> SpansBusyFor { get; init; } = () => null;
}

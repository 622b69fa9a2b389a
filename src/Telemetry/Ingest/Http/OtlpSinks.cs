namespace Dashboard.Telemetry.Ingest.Http;

/// <summary>Where the three signals go.</summary>
internal sealed record OtlpSinks(
    RecordSink<SpanRecord> Spans, RecordSink<LogRecord> Logs, RecordSink<MetricRecord> Metrics);

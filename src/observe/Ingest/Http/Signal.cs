namespace Dashboard.Ingest.Http;

/// <summary>The names that OTLP gives to one of its signals.</summary>
/// <param name="CountName">What a partial success counts, in JSON.</param>
/// <param name="GrpcService">The full name of its gRPC service.</param>
internal sealed record Signal(string CountName, string GrpcService)
{
    public static Signal Traces { get; } =
        new("rejectedSpans", "opentelemetry.proto.collector.trace.v1.TraceService");

    public static Signal Logs { get; } =
        new("rejectedLogRecords", "opentelemetry.proto.collector.logs.v1.LogsService");

    public static Signal Metrics { get; } =
        new("rejectedDataPoints", "opentelemetry.proto.collector.metrics.v1.MetricsService");
}

using Dashboard.Events;
using Dashboard.Ingest.Wire;
using Dashboard.Pricing;
using Dashboard.Telemetry;
using Dashboard.Telemetry.Writing;

namespace Dashboard.Ingest;

/// <summary>Takes spans from other formats than OpenTelemetry's, which were written as its JSON, through the same door.</summary>
public sealed class SpanIntake
{
    private readonly CallWriter _writer;
    private readonly PriceBooks _prices;
    private readonly CallRetraction _retraction;
    private readonly TimeProvider _time;

    public SpanIntake(CallWriter writer, PriceBooks prices, CallRetraction retraction, TimeProvider time) =>
        (_writer, _prices, _retraction, _time) = (writer, prices, retraction, time);

    /// <summary>
    /// Reads the spans of an <c>ExportTraceServiceRequest</c> in JSON; <paramref name="rejection"/> says why one of them
    /// cannot be kept.
    /// </summary>
    public IReadOnlyList<SpanRecord> Read(ProjectId project, ReadOnlySpan<byte> json, out string? rejection)
    {
        var export = TraceExport.Read(json, OtlpEncoding.Json, project, _time.GetUtcNow(), _prices.Current);
        rejection = export.Rejected.Message;
        return export.Records;
    }

    /// <summary>Returns after the commit that holds the spans; those that are stored already change nothing.</summary>
    public Task<WriteResult> WriteAsync(IReadOnlyList<SpanRecord> spans, CancellationToken ct) =>
        _writer.WriteAsync(spans, ct);

    /// <summary>
    /// Takes a stored span back, with what it adds to the sums, so that a corrected one can be written in its place. A span
    /// that is not stored changes nothing.
    /// </summary>
    public Task RetractAsync(
        ProjectId project, DateTimeOffset startedAt, TraceId trace, SpanId span, CancellationToken ct) =>
        _retraction.RunAsync(new SpanKey(project, startedAt, trace, span), ct);
}

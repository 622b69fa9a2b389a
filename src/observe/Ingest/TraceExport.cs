using Dashboard.Events;
using Dashboard.Ingest.Wire;
using Dashboard.Pricing;
using Dashboard.Telemetry;

namespace Dashboard.Ingest;

/// <summary>
/// From the bytes of an <c>ExportTraceServiceRequest</c> to records, without any other input than time and prices.
/// </summary>
internal static class TraceExport
{
    /// <exception cref="OtlpFormatException">The body cannot be read.</exception>
    public static Export<SpanRecord> Read(
        ReadOnlySpan<byte> body, OtlpEncoding encoding, ProjectId project, DateTimeOffset now, PriceBook prices)
    {
        var limits = new ReadLimits();
        using var json = new JsonScratch();
        var reader = new GenAiSpanReader(project, prices, json, limits);
        var records = new List<SpanRecord>();
        var rejected = new Rejections("spans");
        OtlpReader.ReadSpans(body, encoding, limits, (scope, span) =>
        {
            if (SpanCheck.Fault(span, now) is { } fault)
            {
                rejected.Add(fault);
            }
            else
            {
                records.Add(reader.Read(scope, span));
            }
        });
        return new Export<SpanRecord>(records, rejected);
    }
}

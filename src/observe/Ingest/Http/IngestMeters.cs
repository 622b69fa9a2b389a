using System.Diagnostics.Metrics;

namespace Dashboard.Ingest.Http;

/// <summary>What came in over OTLP, so that the console can watch itself.</summary>
internal sealed class IngestMeters
{
    private readonly Counter<long> _accepted;
    private readonly Counter<long> _rejected;
    private readonly Counter<long> _bytes;

    public IngestMeters(IMeterFactory factory)
    {
        var meter = factory.Create("Dashboard.Telemetry");
        _accepted = meter.CreateCounter<long>(
            "dashboard.ingest.accepted", "{item}", "Spans, log records and points that were committed.");
        _rejected = meter.CreateCounter<long>(
            "dashboard.ingest.rejected", "{item}", "Spans, log records and points that could not be kept.");
        _bytes = meter.CreateCounter<long>("dashboard.ingest.bytes", "By", "Decompressed bytes of exports.");
    }

    public void Count(string signal, int accepted, int rejected, int bytes)
    {
        var tag = new KeyValuePair<string, object?>("signal", signal);
        _accepted.Add(accepted, tag);
        _rejected.Add(rejected, tag);
        _bytes.Add(bytes, tag);
    }
}

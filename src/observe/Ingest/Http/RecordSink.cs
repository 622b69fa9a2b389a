using Dashboard.Telemetry.Writing;

namespace Dashboard.Ingest.Http;

/// <summary>
/// Stores the records of one request; returns after the commit. The writers' <c>WriteAsync</c> is one.
/// </summary>
internal delegate Task<WriteResult> RecordSink<in T>(IReadOnlyList<T> records, CancellationToken ct);

using Dashboard.Events;
using Dashboard.Telemetry.Ingest.Wire;

namespace Dashboard.Telemetry.Ingest.Http;

/// <summary>Reads the body of one signal's export.</summary>
internal delegate Export<T> ExportDecoder<T>(
    ReadOnlySpan<byte> body, OtlpEncoding encoding, ProjectId project, DateTimeOffset now);

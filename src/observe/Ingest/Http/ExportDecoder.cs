using Dashboard.Events;
using Dashboard.Ingest.Wire;

namespace Dashboard.Ingest.Http;

/// <summary>Reads the body of one signal's export.</summary>
internal delegate Export<T> ExportDecoder<T>(
    ReadOnlySpan<byte> body, OtlpEncoding encoding, ProjectId project, DateTimeOffset now);

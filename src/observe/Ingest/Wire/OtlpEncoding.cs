namespace Dashboard.Ingest.Wire;

/// <summary>The two encodings of OTLP/HTTP. An answer has the encoding of its request.</summary>
internal enum OtlpEncoding
{
    Protobuf,
    Json,
}

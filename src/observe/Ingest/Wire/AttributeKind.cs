namespace Dashboard.Ingest.Wire;

/// <summary>Which member of OTLP's <c>AnyValue</c> is set.</summary>
internal enum AttributeKind : byte
{
    Null,
    Text,
    Bool,
    Int,
    Double,
    Bytes,
    Array,
    Map,
}

namespace Dashboard.Ingest.Wire;

/// <summary>How a field of a metric point is encoded.</summary>
internal enum PointValueKind
{
    /// <summary><c>fixed64</c>, and the string or number of JSON.</summary>
    Fixed64,
    SignedFixed64,
    Double,

    /// <summary><c>uint32</c>, <c>uint64</c>.</summary>
    Varint,

    /// <summary><c>sint32</c>: zigzag.</summary>
    SignedVarint,
    TraceId,
    SpanId,
    Attribute,
    Message,
}

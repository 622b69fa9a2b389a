using Dashboard.Events;

namespace Dashboard.Ingest.Wire;

/// <summary>One span as it was sent, in either encoding. Not yet checked.</summary>
internal sealed class OtlpSpan
{
    /// <summary>Empty when absent or of a wrong length; then <see cref="Fault"/> may say more.</summary>
    public TraceId TraceId { get; set; }

    public SpanId SpanId { get; set; }

    /// <summary>Empty for a root span.</summary>
    public SpanId ParentSpanId { get; set; }

    public string? TraceState { get; set; }

    public string Name { get; set; } = "";

    /// <summary>
    /// OTLP's <c>SpanKind</c>: 0 unspecified, 1 internal, 2 server, 3 client, 4 producer, 5 consumer.
    /// </summary>
    public int Kind { get; set; }

    /// <summary>Nanoseconds since 1970.</summary>
    public ulong StartNanos { get; set; }

    public ulong EndNanos { get; set; }

    public List<OtlpAttribute> Attributes { get; } = new(16);

    public List<OtlpEvent> Events { get; } = [];

    public List<OtlpLink> Links { get; } = [];

    /// <summary>0 unset, 1 ok, 2 error.</summary>
    public int StatusCode { get; set; }

    public string? StatusMessage { get; set; }

    /// <summary>Why the span cannot be kept although the body could be read; says what to change.</summary>
    public string? Fault { get; set; }
}

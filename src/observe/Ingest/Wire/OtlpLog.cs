using Dashboard.Events;

namespace Dashboard.Ingest.Wire;

/// <summary>One log record as it was sent.</summary>
internal sealed class OtlpLog
{
    /// <summary>Nanoseconds since 1970; 0 is not said.</summary>
    public ulong TimeNanos { get; set; }

    public ulong ObservedNanos { get; set; }

    public int Severity { get; set; }

    public string? SeverityText { get; set; }

    public string? EventName { get; set; }

    public AttributeValue Body { get; set; }

    public List<OtlpAttribute> Attributes { get; } = [];

    /// <summary>Empty when the record belongs to no trace, or when the id has a wrong length.</summary>
    public TraceId TraceId { get; set; }

    public SpanId SpanId { get; set; }

    /// <summary>Why the record cannot be kept; says what to change.</summary>
    public string? Fault { get; set; }
}

namespace Dashboard.Ingest.Dialects;

/// <summary>One vocabulary in which applications describe their spans.</summary>
internal interface ISpanDialect
{
    /// <summary>
    /// What the span says in this dialect, where its own names come before those of OpenTelemetry; null when it does
    /// not speak it. Takes content out of the span's attributes.
    /// </summary>
    SpanReading? Read(SpanView span);
}

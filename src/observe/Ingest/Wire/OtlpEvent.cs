namespace Dashboard.Ingest.Wire;

/// <summary>Something that happened within a span.</summary>
internal sealed record OtlpEvent(string Name, ulong TimeNanos, List<OtlpAttribute> Attributes);

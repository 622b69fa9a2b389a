namespace Dashboard.Ingest.Wire;

/// <summary>The instrumentation that made the telemetry, within its resource.</summary>
internal sealed record OtlpScope(OtlpResource Resource, string? Name, string? Version, List<OtlpAttribute> Attributes);

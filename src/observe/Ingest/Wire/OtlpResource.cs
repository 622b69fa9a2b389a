namespace Dashboard.Ingest.Wire;

/// <summary>What sent the telemetry. Decoded once, shared by all its spans.</summary>
internal sealed class OtlpResource(List<OtlpAttribute> attributes)
{
    public static OtlpResource Empty { get; } = new([]);

    public List<OtlpAttribute> Attributes { get; } = attributes;
}

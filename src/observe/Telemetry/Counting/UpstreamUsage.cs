namespace Dashboard.Telemetry.Counting;

/// <summary>The provider's usage as it came, which the gateway keeps beside a call so that it can be read again.</summary>
public static class UpstreamUsage
{
    /// <summary>
    /// Where it is kept: the object as text; of a stream that reported its usage in parts a list of the objects.
    /// </summary>
    public const string Attribute = "llmops.upstream_usage";
}

namespace Dashboard.Telemetry;

/// <summary>Who counted the tokens of a call. Stored as a number: never renumber.</summary>
public enum UsageSource
{
    /// <summary>Nobody: the numbers of tokens are unknown.</summary>
    None = 0,

    /// <summary>The client's instrumentation, usually from the provider's answer.</summary>
    Reported = 1,

    /// <summary>Somebody's tokenizer, not the provider.</summary>
    Estimated = 2,

    /// <summary>Our gateway, from the provider's answer.</summary>
    Gateway = 3,

    /// <summary>Reported, but the buckets do not add up to the total that came with them.</summary>
    Inconsistent = 4,
}

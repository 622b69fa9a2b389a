namespace Dashboard.Telemetry.Reading;

/// <summary>Calls by what is known of their cost.</summary>
public enum CostGroup
{
    Priced,

    /// <summary>Tokens or price are missing: <see cref="NoPrice"/> and <see cref="NoUsage"/>.</summary>
    Unpriced,
    NoPrice,
    NoUsage,
    NothingToPrice,
}

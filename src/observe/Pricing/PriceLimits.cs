namespace Dashboard.Pricing;

/// <summary>
/// What a price may look like. The bounds keep every product of a price and a token count within a decimal.
/// </summary>
public static class PriceLimits
{
    /// <summary>US dollars per million tokens: a dollar a token, far above any list price.</summary>
    public const decimal MostPerMillion = 1_000_000m;

    /// <summary>Decimals of a price that a person sets.</summary>
    public const int MostDecimals = 12;

    /// <summary>Characters of a model's or provider's name.</summary>
    public const int LongestName = 200;

    /// <summary>Other names of one price that an import keeps for people to see.</summary>
    public const int MostAliases = 64;

    /// <summary>Long-prompt tiers, processing classes and aliases of one price, each.</summary>
    public const int MostParts = 32;

    /// <summary>
    /// Whether a text may be the name of a model or provider: PostgreSQL and log lines take it as it is.
    /// </summary>
    public static bool IsName(string text) => text.Length is > 0 and <= LongestName && !text.Any(char.IsControl);
}

namespace Dashboard.Quota.Limits;

/// <summary>What a key may do at the gateway.</summary>
internal sealed record KeyLimits
{
    /// <summary>Empty for every route of the key's project.</summary>
    public IReadOnlyList<string> Routes { get; init; } = [];

    /// <summary>Null for no limit.</summary>
    public int? RequestsPerMinute { get; init; }

    /// <summary>Input and output together; null for no limit.</summary>
    public int? TokensPerMinute { get; init; }

    /// <summary>Null for no limit.</summary>
    public KeyBudget? Budget { get; init; }

    /// <summary>Whether models without a price may be called although there is a budget that cannot count them.</summary>
    public bool AllowUnpriced { get; init; }

    /// <summary>Of a key for which nothing was set.</summary>
    public static KeyLimits None { get; } = new();

    /// <summary>Whether the key may call the route, if its project has it.</summary>
    public bool Allows(string route) => Routes.Count == 0 || Routes.Contains(route, StringComparer.Ordinal);
}

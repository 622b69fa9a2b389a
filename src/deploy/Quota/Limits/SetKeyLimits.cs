using System.Text.Json.Serialization;

namespace Dashboard.Quota.Limits;

/// <summary>Asks for other limits of a key; what is left out is not limited.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SetKeyLimits
{
    /// <summary>Empty for every route of the key's project.</summary>
    public IReadOnlyList<string?>? Routes { get; init; }

    /// <summary>Requests per minute.</summary>
    public int? Rpm { get; init; }

    /// <summary>Tokens per minute, input and output together.</summary>
    public int? Tpm { get; init; }

    /// <summary>Null for no limit.</summary>
    public BudgetBody? Budget { get; init; }

    /// <summary>Whether models without a price may be called although a budget cannot count them.</summary>
    public bool AllowUnpriced { get; init; }

    /// <summary>Why, for the audit log.</summary>
    public string? Reason { get; init; }
}

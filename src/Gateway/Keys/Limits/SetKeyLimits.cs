using System.Text.Json.Serialization;

namespace Dashboard.Gateway.Keys.Limits;

/// <summary>Asks for other limits of a key; what is left out is not limited.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record SetKeyLimits
{
    /// <inheritdoc cref="KeyLimits.Routes"/>
    public IReadOnlyList<string?>? Routes { get; init; }

    /// <summary>Requests per minute.</summary>
    public int? Rpm { get; init; }

    /// <summary>Tokens per minute, input and output together.</summary>
    public int? Tpm { get; init; }

    /// <inheritdoc cref="KeyLimits.Budget"/>
    public BudgetBody? Budget { get; init; }

    /// <inheritdoc cref="KeyLimits.AllowUnpriced"/>
    public bool AllowUnpriced { get; init; }

    /// <summary>Why, for the audit log.</summary>
    public string? Reason { get; init; }
}

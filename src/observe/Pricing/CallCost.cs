using Dashboard.Events;

namespace Dashboard.Pricing;

/// <summary>The cost of one call, rounded once to the nanodollar, and the price row that it came from.</summary>
/// <param name="Status">Why the amount is what it is.</param>
/// <param name="Amount">Null exactly when <paramref name="Status"/> is not <see cref="CostStatus.Priced"/>.</param>
/// <param name="PriceId">The price row in force at the call's start.</param>
public readonly record struct CallCost(CostStatus Status, Nanodollars? Amount, string? PriceId)
{
    /// <summary>Whether the call is missing from the sum of costs, which must then be said beside it.</summary>
    public bool IsUnpriced => Status is CostStatus.NoPrice or CostStatus.NoUsage;
}

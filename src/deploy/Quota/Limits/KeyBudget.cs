using Dashboard.Events;

namespace Dashboard.Quota.Limits;

/// <summary>What a key may spend.</summary>
/// <param name="Amount">In each period.</param>
/// <param name="Period">After which the amount is whole again.</param>
internal sealed record KeyBudget(Nanodollars Amount, BudgetPeriod Period);

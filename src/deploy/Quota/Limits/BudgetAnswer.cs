namespace Dashboard.Quota.Limits;

/// <summary>A budget and what is left of it. Other consoles' spending is known up to their last report, seconds ago.</summary>
/// <param name="Usd">What may be spent in a period.</param>
/// <param name="Period">One of <c>day</c>, <c>month</c>, <c>total</c>.</param>
/// <param name="PeriodStart">When the present period began; null where there is only one.</param>
/// <param name="PeriodEnd">When the budget is whole again; null for never.</param>
/// <param name="SpentUsd">What priced calls have cost in the present period.</param>
/// <param name="RemainingUsd">Never below zero.</param>
/// <param name="UnpricedCalls">Calls whose cost is unknown and therefore missing from <paramref name="SpentUsd"/>.</param>
public sealed record BudgetAnswer(
    string Usd,
    string Period,
    DateTimeOffset? PeriodStart,
    DateTimeOffset? PeriodEnd,
    string SpentUsd,
    string RemainingUsd,
    long UnpricedCalls);

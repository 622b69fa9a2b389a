using Dashboard.Quota.Limits;

namespace Dashboard.Quota.Budgets;

/// <summary>One key's budget in one period. Another kind of period is another count, which begins at nothing.</summary>
/// <param name="KeyId">The API key.</param>
/// <param name="Period">The kind of period.</param>
/// <param name="Start">When it began; the Unix epoch where there is only one.</param>
internal readonly record struct BudgetKey(string KeyId, BudgetPeriod Period, DateTimeOffset Start)
{
    /// <summary>That of the present.</summary>
    public static BudgetKey Of(string keyId, KeyBudget budget, DateTimeOffset now) =>
        new(keyId, budget.Period, budget.Period.StartOf(now));
}

namespace Dashboard.Events;

/// <summary>
/// What an API key may do at the gateway from now on; replaces everything that was set for the key before.
/// </summary>
/// <param name="KeyId">The key, named as in <see cref="ApiKeyCreated"/>.</param>
/// <param name="Routes">The routes that it may call; empty for all of its project.</param>
/// <param name="RequestsPerMinute">Null for no limit.</param>
/// <param name="TokensPerMinute">Input and output together; null for no limit.</param>
/// <param name="BudgetNanodollars">What it may spend in a period; null for no budget.</param>
/// <param name="BudgetPeriod"><c>day</c>, <c>month</c> (both in UTC) or <c>total</c>; null without a budget.</param>
/// <param name="AllowUnpriced">Whether it may call models without a price although it has a budget.</param>
public sealed record KeyLimitsSet(
    string KeyId,
    IReadOnlyList<string> Routes,
    int? RequestsPerMinute,
    int? TokensPerMinute,
    long? BudgetNanodollars,
    string? BudgetPeriod,
    bool AllowUnpriced);

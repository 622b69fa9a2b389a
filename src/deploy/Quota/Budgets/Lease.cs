using Dashboard.Events;

namespace Dashboard.Quota.Budgets;

/// <summary>What the bank answers.</summary>
/// <param name="Granted">What the console may spend beyond the total that it has reported.</param>
/// <param name="Spent">By all consoles, as far as reported.</param>
internal readonly record struct Lease(Nanodollars Granted, Nanodollars Spent);

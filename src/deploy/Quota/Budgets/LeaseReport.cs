using Dashboard.Events;

namespace Dashboard.Quota.Budgets;

/// <summary>What a console tells and asks when it goes to the bank.</summary>
/// <param name="Limit">The budget in force.</param>
/// <param name="Spent">Settled by this console in this period, a running total.</param>
/// <param name="Unpriced">Calls without a known cost, a running total.</param>
/// <param name="Need">Money beyond <paramref name="Spent"/> that is set aside or asked for: granted while there is any.</param>
/// <param name="Wish">
/// Money beyond <paramref name="Spent"/> that would spare the next ways to the bank; granted from at most half of what
/// is left beyond the need, so that the end of a budget is not locked away with one console.
/// </param>
internal readonly record struct LeaseReport(
    Nanodollars Limit, Nanodollars Spent, long Unpriced, Nanodollars Need, Nanodollars Wish);

using Dashboard.Events;

namespace Dashboard.Costs.Budgets;

/// <summary>What may be spent in a calendar month.</summary>
/// <param name="Route">Null for the whole project.</param>
/// <param name="Monthly">Above 0.</param>
/// <param name="SetAt">When it was set.</param>
/// <param name="Actor">Who set it.</param>
/// <param name="Reason">Why, where it was said.</param>
public sealed record Budget(
    string? Route, Nanodollars Monthly, DateTimeOffset SetAt, string? Actor, string? Reason);

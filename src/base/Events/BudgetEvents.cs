namespace Dashboard.Events;

/// <summary>Somebody set what a project, or one route of it, may cost in a calendar month.</summary>
/// <param name="ProjectId">The project that pays.</param>
/// <param name="Route">Null for the whole project.</param>
/// <param name="MonthlyNanodollars">Above 0.</param>
public sealed record BudgetSet(int ProjectId, string? Route, long MonthlyNanodollars);

/// <summary>Somebody took a budget away; from then on there is none.</summary>
public sealed record BudgetRemoved(int ProjectId, string? Route);

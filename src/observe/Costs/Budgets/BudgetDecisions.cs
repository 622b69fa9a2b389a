using Dashboard.Events;

namespace Dashboard.Costs.Budgets;

/// <summary>What a command adds to a budget's stream. Pure.</summary>
internal static class BudgetDecisions
{
    /// <summary>The fact, or null where everything is already as wanted.</summary>
    /// <param name="project">Whose budget.</param>
    /// <param name="route">Null for the whole project.</param>
    /// <param name="current">The budget so far; null for none.</param>
    /// <param name="wanted">The budget from now on; null for none.</param>
    public static object? Decide(ProjectId project, string? route, Nanodollars? current, Nanodollars? wanted) =>
        current == wanted ? null
        : wanted is { } amount ? new BudgetSet(project.Value, route, amount.Value)
        : new BudgetRemoved(project.Value, route);

    /// <summary>The budget after a fact.</summary>
    public static Nanodollars? Apply(Nanodollars? current, object fact) => fact switch
    {
        BudgetSet set => new Nanodollars(set.MonthlyNanodollars),
        BudgetRemoved => null,
        _ => current,
    };
}

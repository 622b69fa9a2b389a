using Dashboard.Events;
using Dashboard.Postgres;

namespace Dashboard.Costs.Budgets;

/// <summary>Reads the budgets in force.</summary>
internal sealed class BudgetTable(DecisionsDb db)
{
    /// <summary>A project's budgets: its own first, then those of its routes by name.</summary>
    public async Task<IReadOnlyList<Budget>> ReadAsync(ProjectId project, CancellationToken ct)
    {
        await using var command = db.Source.CreateCommand("""
            SELECT nullif(route, ''), monthly_nano, set_at, actor, reason
            FROM budgets WHERE project_id = $1 ORDER BY route
            """);
        command.Parameters.Add(new() { Value = project.Value });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var budgets = new List<Budget>();
        while (await reader.ReadAsync(ct))
        {
            string? Text(int column) => reader.TextOrNull(column);
            budgets.Add(new Budget(
                Text(0), new Nanodollars(reader.GetInt64(1)), reader.GetFieldValue<DateTimeOffset>(2), Text(3),
                Text(4)));
        }

        return budgets;
    }
}

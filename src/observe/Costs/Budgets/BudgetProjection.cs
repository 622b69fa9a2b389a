using Dashboard.Events;
using Dashboard.EventStore;
using Npgsql;

namespace Dashboard.Costs.Budgets;

/// <summary>Table <c>budgets</c>: the budgets in force. The empty route is the whole project.</summary>
internal sealed class BudgetProjection : IProjection
{
    public string Name => "budgets";

    public IReadOnlyList<string> Tables => ["budgets"];

    public Task ApplyAsync(StoredEvent e, NpgsqlConnection c, NpgsqlTransaction t, CancellationToken ct) =>
        e.Data switch
        {
            BudgetSet set => SetAsync(set, e, c, t, ct),
            BudgetRemoved removed => RemoveAsync(removed, c, t, ct),
            _ => Task.CompletedTask,
        };

    public async Task ClearAsync(NpgsqlConnection c, NpgsqlTransaction t, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("DELETE FROM budgets", c, t);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task SetAsync(
        BudgetSet set, StoredEvent e, NpgsqlConnection c, NpgsqlTransaction t, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""
            INSERT INTO budgets (project_id, route, monthly_nano, set_at, actor, reason)
            VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (project_id, route) DO UPDATE SET monthly_nano = excluded.monthly_nano,
                set_at = excluded.set_at, actor = excluded.actor, reason = excluded.reason
            """, c, t)
        {
            Parameters =
            {
                new() { Value = set.ProjectId },
                new() { Value = set.Route ?? "" },
                new() { Value = set.MonthlyNanodollars },
                new() { Value = e.Timestamp },
                new() { Value = (object?)e.Actor ?? DBNull.Value },
                new() { Value = (object?)e.Reason ?? DBNull.Value },
            },
        };
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task RemoveAsync(
        BudgetRemoved removed, NpgsqlConnection c, NpgsqlTransaction t, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("DELETE FROM budgets WHERE project_id = $1 AND route = $2", c, t)
        {
            Parameters = { new() { Value = removed.ProjectId }, new() { Value = removed.Route ?? "" } },
        };
        await command.ExecuteNonQueryAsync(ct);
    }
}

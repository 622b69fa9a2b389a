using Dashboard.Events;
using Dashboard.EventStore;
using Dashboard.Postgres;
using Npgsql;

namespace Dashboard.Quota.Limits;

/// <summary>Keeps table <c>key_limits</c>, and rings for every change so that each process puts it in force.</summary>
internal sealed class KeyLimitsProjection : IProjection
{
    /// <summary>The kind of ring that says that limits have changed.</summary>
    public const string Bell = "key-limits";

    public string Name => "key_limits";

    public IReadOnlyList<string> Tables { get; } = ["key_limits"];

    public async Task ApplyAsync(StoredEvent e, NpgsqlConnection c, NpgsqlTransaction t, CancellationToken ct)
    {
        if (e.Data is not KeyLimitsSet set)
        {
            return;
        }

        await using var command = new NpgsqlCommand("""
            INSERT INTO key_limits
              (key_id, routes, rpm, tpm, budget_nano, budget_period, allow_unpriced, set_at, set_by)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            ON CONFLICT (key_id) DO UPDATE SET
              routes = excluded.routes, rpm = excluded.rpm, tpm = excluded.tpm, budget_nano = excluded.budget_nano,
              budget_period = excluded.budget_period, allow_unpriced = excluded.allow_unpriced,
              set_at = excluded.set_at, set_by = excluded.set_by
            """, c, t)
        {
            Parameters =
            {
                new() { Value = set.KeyId },
                new() { Value = set.Routes.ToArray() },
                new() { Value = (object?)set.RequestsPerMinute ?? DBNull.Value },
                new() { Value = (object?)set.TokensPerMinute ?? DBNull.Value },
                new() { Value = (object?)set.BudgetNanodollars ?? DBNull.Value },
                new() { Value = (object?)set.BudgetPeriod ?? DBNull.Value },
                new() { Value = set.AllowUnpriced },
                new() { Value = e.Timestamp },
                new() { Value = (object?)e.Actor ?? DBNull.Value },
            },
        };
        await command.ExecuteNonQueryAsync(ct);
        await Doorbell.RingAsync(c, Bell, set.KeyId, ct);
    }

    public async Task ClearAsync(NpgsqlConnection c, NpgsqlTransaction t, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("DELETE FROM key_limits", c, t);
        await command.ExecuteNonQueryAsync(ct);
    }
}

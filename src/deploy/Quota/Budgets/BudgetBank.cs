using Dashboard.Events;
using Dashboard.Postgres;
using Dashboard.Quota.Limits;
using Npgsql;

namespace Dashboard.Quota.Budgets;

/// <summary>
/// Where the consoles' budgets are one: tables <c>budget_state</c> and <c>budget_leases</c>. At no time do the reported
/// spending and the unspent leases of a budget exceed it together, unless it was lowered.
/// </summary>
internal sealed class BudgetBank(DecisionsDb db)
{
    /// <summary>How long a lease lasts without a word from its console. Then others may have it.</summary>
    public static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(2);

    private const int PatienceSeconds = 5;

    /// <summary>Reports what was spent and changes the console's lease, in one transaction and one round trip.</summary>
    public async Task<Lease> ExchangeAsync(BudgetKey key, Guid console, LeaseReport report, CancellationToken ct)
    {
        await using var batch = db.Source.CreateBatch();
        batch.Timeout = PatienceSeconds;
        Add(batch, key, "INSERT INTO budget_state (key_id, period, period_start) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING");
        // A statement of its own: the next one must see what was committed while this one waited.
        Add(batch, key, """
            SELECT 1 FROM budget_state WHERE key_id = $1 AND period = $2 AND period_start = $3 FOR UPDATE
            """);
        var exchange = Add(batch, key, """
            WITH mine AS (
              SELECT reported_nano, reported_unpriced FROM budget_leases
              WHERE key_id = $1 AND period = $2 AND period_start = $3 AND console_id = $4),
            others AS (
              SELECT coalesce(sum(unspent_nano), 0)::bigint AS held FROM budget_leases
              WHERE key_id = $1 AND period = $2 AND period_start = $3 AND console_id <> $4
                AND expires_at > clock_timestamp()),
            state AS (
              UPDATE budget_state SET
                spent_nano = spent_nano + greatest($5 - coalesce((SELECT reported_nano FROM mine), 0), 0),
                unpriced_calls = unpriced_calls + greatest($6 - coalesce((SELECT reported_unpriced FROM mine), 0), 0)
              WHERE key_id = $1 AND period = $2 AND period_start = $3
              RETURNING spent_nano),
            free AS (
              SELECT greatest($7 - state.spent_nano - others.held, 0) AS nano, state.spent_nano FROM state, others)
            INSERT INTO budget_leases AS lease (
              key_id, period, period_start, console_id, unspent_nano, reported_nano, reported_unpriced, expires_at)
            SELECT $1, $2, $3, $4, least(nano, greatest($8, least($9, $8 + (nano - $8) / 2))), $5, $6,
              clock_timestamp() + $10
            FROM free
            ON CONFLICT (key_id, period, period_start, console_id) DO UPDATE SET
              unspent_nano = excluded.unspent_nano, expires_at = excluded.expires_at,
              reported_nano = greatest(lease.reported_nano, excluded.reported_nano),
              reported_unpriced = greatest(lease.reported_unpriced, excluded.reported_unpriced)
            RETURNING unspent_nano, (SELECT spent_nano FROM free)
            """);
        exchange.Parameters.Add(new() { Value = console });
        exchange.Parameters.Add(new() { Value = report.Spent.Value });
        exchange.Parameters.Add(new() { Value = report.Unpriced });
        exchange.Parameters.Add(new() { Value = report.Limit.Value });
        exchange.Parameters.Add(new() { Value = report.Need.Value });
        exchange.Parameters.Add(new() { Value = report.Wish.Value });
        exchange.Parameters.Add(new() { Value = LeaseTime });
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        await reader.ReadAsync(ct);
        return new Lease(new Nanodollars(reader.GetInt64(0)), new Nanodollars(reader.GetInt64(1)));
    }

    /// <summary>What all consoles have reported, and how many calls of unknown cost.</summary>
    public async Task<(Nanodollars Spent, long Unpriced)> SpentAsync(BudgetKey key, CancellationToken ct)
    {
        await using var command = db.Source.CreateCommand("""
            SELECT spent_nano, unpriced_calls FROM budget_state WHERE key_id = $1 AND period = $2 AND period_start = $3
            """);
        command.Parameters.Add(new() { Value = key.KeyId });
        command.Parameters.Add(new() { Value = key.Period.Name() });
        command.Parameters.Add(new() { Value = key.Start });
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct)
            ? (new Nanodollars(reader.GetInt64(0)), reader.GetInt64(1))
            : (Nanodollars.Zero, 0);
    }

    private static NpgsqlBatchCommand Add(NpgsqlBatch batch, BudgetKey key, string sql)
    {
        var command = new NpgsqlBatchCommand(sql)
        {
            Parameters =
            {
                new() { Value = key.KeyId },
                new() { Value = key.Period.Name() },
                new() { Value = key.Start },
            },
        };
        batch.BatchCommands.Add(command);
        return command;
    }
}

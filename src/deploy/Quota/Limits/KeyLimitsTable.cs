using Dashboard.Events;
using Dashboard.Postgres;

namespace Dashboard.Quota.Limits;

/// <summary>Reads table <c>key_limits</c>.</summary>
internal sealed class KeyLimitsTable(DecisionsDb db)
{
    /// <summary>The limits of every key that has some, by key id.</summary>
    public async Task<IReadOnlyDictionary<string, KeyLimits>> ReadAsync(CancellationToken ct)
    {
        await using var command = db.Source.CreateCommand("""
            SELECT key_id, routes, rpm, tpm, budget_nano, budget_period, allow_unpriced FROM key_limits
            """);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var limits = new Dictionary<string, KeyLimits>(StringComparer.Ordinal);
        while (await reader.ReadAsync(ct))
        {
            limits.Add(reader.GetString(0), new KeyLimits
            {
                Routes = reader.GetFieldValue<string[]>(1),
                RequestsPerMinute = reader.ValueOrNull<int>(2),
                TokensPerMinute = reader.ValueOrNull<int>(3),
                Budget = reader.IsDBNull(4)
                    ? null
                    : new KeyBudget(
                        new Nanodollars(reader.GetInt64(4)),
                        BudgetPeriods.Parse(reader.GetString(5)) ?? BudgetPeriod.Total),
                AllowUnpriced = reader.GetBoolean(6),
            });
        }

        return limits;
    }
}

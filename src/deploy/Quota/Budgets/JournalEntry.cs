using System.Text.Json.Serialization;
using Dashboard.Quota.Limits;

namespace Dashboard.Quota.Budgets;

/// <summary>What a console has settled of one budget so far, as it stands in its journal.</summary>
internal sealed record JournalEntry(string KeyId, string Period, DateTimeOffset Start, long SpentNano, long Unpriced)
{
    [JsonIgnore]
    public BudgetKey Key => new(KeyId, BudgetPeriods.Parse(Period) ?? BudgetPeriod.Total, Start);

    public static JournalEntry Of(BudgetAccount account)
    {
        var (key, (spent, unpriced)) = (account.Key, account.Total);
        return new JournalEntry(key.KeyId, key.Period.Name(), key.Start, spent.Value, unpriced);
    }
}

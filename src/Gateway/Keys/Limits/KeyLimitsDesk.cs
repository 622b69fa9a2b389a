using Dashboard.Access;
using Dashboard.Access.Keys;
using Dashboard.Events;
using Dashboard.EventStore;
using Dashboard.Gateway.Keys.Budgets;

namespace Dashboard.Gateway.Keys.Limits;

/// <summary>Where the limits of keys are set and shown.</summary>
internal sealed class KeyLimitsDesk(
    EventStore.EventStore store,
    ApiKeyDesk keys,
    KeyLimitsLoader loader,
    KeyLimitsBook book,
    BudgetBank bank,
    BudgetAccounts accounts,
    TimeProvider time)
{
    private const string StreamType = "KeyLimits";

    /// <summary>The key where <paramref name="isVisible"/> holds for it; null where it is revoked or unknown.</summary>
    public async Task<ApiKeyInfo?> FindAsync(string keyId, Func<ApiKeyInfo, bool> isVisible, CancellationToken ct) =>
        (await keys.ListAsync(ct)).FirstOrDefault(key => key.Id == keyId && key.RevokedAt is null && isVisible(key));

    /// <summary>What is wrong, per field; empty when the limits are set and in force in this process.</summary>
    public async Task<IReadOnlyDictionary<string, string[]>> SetAsync(
        ApiKeyInfo key, SetKeyLimits command, EventContext context, CancellationToken ct)
    {
        if (!key.Scopes.Contains(Scopes.Gateway))
        {
            return new Dictionary<string, string[]>
            {
                ["id"] = [$"The key '{key.Id}' lacks the scope '{Scopes.Gateway}', so there is nothing to limit."],
            };
        }

        var (fact, errors) = KeyLimitsDecisions.Decide(key.Id, command);
        if (fact is not null)
        {
            await store.AppendAsync("key-limits:" + key.Id, StreamType, null, [fact], context, ct);
            await loader.ReloadAsync(ct);
        }

        return errors;
    }

    /// <summary>The limits in force, and what is left of the budget.</summary>
    public async Task<KeyLimitsAnswer> ShowAsync(string keyId, CancellationToken ct)
    {
        var limits = book.Of(keyId);
        return new KeyLimitsAnswer(
            keyId,
            limits.Routes,
            limits.RequestsPerMinute,
            limits.TokensPerMinute,
            limits.Budget is { } budget ? await ShowAsync(keyId, budget, ct) : null,
            limits.AllowUnpriced);
    }

    private async Task<BudgetAnswer> ShowAsync(string keyId, KeyBudget budget, CancellationToken ct)
    {
        var key = BudgetKey.Of(keyId, budget, time.GetUtcNow());
        var (reported, unpriced) = await bank.SpentAsync(key, ct);
        var (more, moreUnpriced) = accounts.Unreported(key);
        var spent = reported + more;
        var left = budget.Amount - spent;
        return new BudgetAnswer(
            budget.Amount.ToString(),
            budget.Period.Name(),
            budget.Period == BudgetPeriod.Total ? null : key.Start,
            budget.Period.EndOf(key.Start),
            spent.ToString(),
            (left < Nanodollars.Zero ? Nanodollars.Zero : left).ToString(),
            unpriced + moreUnpriced);
    }
}

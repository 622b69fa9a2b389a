using System.Security.Claims;
using Dashboard.Access;
using Dashboard.Access.Keys;
using Dashboard.Events;
using Dashboard.EventStore;
using Dashboard.Quota.Budgets;

namespace Dashboard.Quota.Limits;

/// <summary>Where the limits of keys are set and shown.</summary>
public sealed class KeyLimitsDesk
{
    private const string StreamType = "KeyLimits";

    private readonly EventStore.EventStore _store;
    private readonly ApiKeyDesk _keys;
    private readonly KeyLimitsLoader _loader;
    private readonly KeyLimitsBook _book;
    private readonly BudgetBank _bank;
    private readonly BudgetAccounts _accounts;
    private readonly TimeProvider _time;

    internal KeyLimitsDesk(
        EventStore.EventStore store, ApiKeyDesk keys, KeyLimitsLoader loader, KeyLimitsBook book, BudgetBank bank,
        BudgetAccounts accounts, TimeProvider time) =>
        (_store, _keys, _loader, _book, _bank, _accounts, _time) =
        (store, keys, loader, book, bank, accounts, time);

    /// <summary>The stream of a key's limits in the audit log.</summary>
    public static string StreamOf(string keyId) => "key-limits:" + keyId;

    /// <summary>
    /// The keys that the gateway takes and that whoever asks may limit: those of their project, for administrators
    /// of project 1 those of every project. Revoked ones are left out.
    /// </summary>
    public async Task<IReadOnlyList<ApiKeyInfo>> ListAsync(ClaimsPrincipal user, CancellationToken ct) =>
    [
        .. (await _keys.ListAsync(ct)).Where(key =>
            key.RevokedAt is null && key.Scopes.Contains(Scopes.Gateway) && IsVisible(key, user)),
    ];

    /// <summary>The key, where whoever asks may limit it; null where it is revoked, another project's or unknown.</summary>
    public async Task<ApiKeyInfo?> FindAsync(string keyId, ClaimsPrincipal user, CancellationToken ct) =>
        (await _keys.ListAsync(ct)).FirstOrDefault(key =>
            key.Id == keyId && key.RevokedAt is null && IsVisible(key, user));

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
            await _store.AppendAsync(StreamOf(key.Id), StreamType, null, [fact], context, ct);
            await _loader.ReloadAsync(ct);
        }

        return errors;
    }

    /// <summary>The limits in force, and what is left of the budget.</summary>
    public async Task<KeyLimitsAnswer> ShowAsync(string keyId, CancellationToken ct)
    {
        var limits = _book.Of(keyId);
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
        var key = BudgetKey.Of(keyId, budget, _time.GetUtcNow());
        var (reported, unpriced) = await _bank.SpentAsync(key, ct);
        var (more, moreUnpriced) = _accounts.Unreported(key);
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

    private static bool IsVisible(ApiKeyInfo key, ClaimsPrincipal user) =>
        user.RulesInstallation() || user.Project().Value == key.Project;
}

using Dashboard.Events;
using Dashboard.Pricing;
using Dashboard.Quota.Admission;
using Dashboard.Quota.Budgets;
using Dashboard.Quota.Limits;
using Dashboard.Quota.Rates;

namespace Dashboard.Quota;

/// <summary>
/// Decides by a key's limits: first the routes that it may see, then its rate, then its budget. Everything is in memory;
/// the database is waited for, shortly, only where a budget has no lease that would do.
/// </summary>
internal sealed class KeyAdmission(
    KeyLimitsBook book, KeyRates rates, BudgetAccounts accounts, UsageEstimates estimates, PriceBooks prices)
    : IAdmission
{
    private const string KeyPrefix = "key:";

    public bool Allows(ProjectId project, string key, string route) => book.Of(Id(key)).Allows(route);

    public async ValueTask<AdmissionResult> AdmitAsync(AdmissionRequest request, CancellationToken ct)
    {
        var keyId = Id(request.Key);
        var limits = book.Of(keyId);
        if (!limits.Allows(request.Route))
        {
            return KeyRefusals.ModelNotFound(request.Route);
        }

        var tokens = estimates.Of(request);
        var cost = prices.Current.Price(
            request.Provider, request.UpstreamModel, tokens, SpanStatus.Ok, request.At, request.ServiceTier);
        if (limits is { Budget: not null, AllowUnpriced: false } && cost.Amount is null)
        {
            return KeyRefusals.Unpriced(request, keyId);
        }

        var total = tokens.Input + tokens.Output;
        var rate = rates.Of(keyId, limits);
        var answer = rate?.TryTake(total, rates.Now) ?? default;
        if (answer.Wait is { } wait)
        {
            return KeyRefusals.TooFast(limits, answer, wait);
        }

        if (limits.Budget is not { } budget)
        {
            return Admitted(null);
        }

        var reservation = await accounts.ReserveAsync(keyId, budget, cost.Amount ?? Nanodollars.Zero, ct);
        if (reservation is not null)
        {
            return Admitted(reservation);
        }

        rate?.Correct(total, 0, rates.Now);
        return KeyRefusals.NoBudget(budget, request.At, keyId);

        AdmissionResult.Admitted Admitted(BudgetReservation? reserved) =>
            new(new KeyLease(request, total, rate, answer, rates, reserved, estimates));
    }

    private static string Id(string key) =>
        key.StartsWith(KeyPrefix, StringComparison.Ordinal) ? key[KeyPrefix.Length..] : key;
}

using Dashboard.Events;
using Dashboard.Pricing;
using Dashboard.Quota.Admission;
using Dashboard.Quota.Budgets;
using Dashboard.Quota.Rates;
using Microsoft.AspNetCore.Http;

namespace Dashboard.Quota;

/// <summary>What was taken from a key for one call, until the call is over and its real use is known.</summary>
internal sealed class KeyLease(
    AdmissionRequest request,
    long estimated,
    KeyRate? rate,
    RateAnswer taken,
    KeyRates rates,
    BudgetReservation? reservation,
    UsageEstimates estimates)
    : IAdmissionLease
{
    public void WriteHeaders(IHeaderDictionary headers)
    {
        foreach (var (name, value) in RateHeaders.Of(taken))
        {
            headers[name] = value;
        }
    }

    /// <summary>Exactly the cost that is recorded with the call is spent; an unknown one is counted as unknown.</summary>
    public void Settle(in AdmissionOutcome outcome)
    {
        var isFree = !outcome.WasSent || outcome.Cost.Status == CostStatus.NothingToPrice;
        reservation?.Settle(isFree ? Nanodollars.Zero : outcome.Cost.Amount);
        if (outcome.Tokens is { } tokens)
        {
            estimates.Learn(request, tokens);
            rate?.Correct(estimated, tokens.Input + tokens.Output, rates.Now);
        }
        else if (isFree)
        {
            rate?.Correct(estimated, 0, rates.Now);
        }
    }
}

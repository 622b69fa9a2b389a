using System.Globalization;
using Dashboard.Quota.Admission;
using Dashboard.Quota.Limits;
using Dashboard.Quota.Rates;
using Microsoft.AspNetCore.Http;

namespace Dashboard.Quota;

/// <summary>The refusals in OpenAI's words, each worded once.</summary>
internal static class KeyRefusals
{
    /// <summary>What the key may not call, it may not find out about either.</summary>
    public static AdmissionResult.Refused ModelNotFound(string route) => new(
        StatusCodes.Status404NotFound,
        "invalid_request_error",
        "model_not_found",
        $"The model '{route}' does not exist or you do not have access to it. 'GET /v1/models' lists those of this key.");

    public static AdmissionResult.Refused Unpriced(AdmissionRequest request, string keyId) => new(
        StatusCodes.Status403Forbidden,
        "invalid_request_error",
        "model_not_priced",
        $"The model '{request.UpstreamModel}' behind '{request.Route}' has no price, and this key has a budget that could "
            + "not count it. Set a price with 'POST /api/prices', or set \"allow_unpriced\": true with "
            + $"'PUT /api/keys/{keyId}/limits'.");

    public static AdmissionResult.Refused TooFast(KeyLimits limits, RateAnswer answer, TimeSpan wait)
    {
        var (unit, limit) = answer.IsTokens
            ? ("tokens", limits.TokensPerMinute)
            : ("requests", limits.RequestsPerMinute);
        return new AdmissionResult.Refused(
            StatusCodes.Status429TooManyRequests,
            unit,
            "rate_limit_exceeded",
            $"Rate limit reached for this key: {limit} {unit} per minute. Try again in {RateHeaders.Duration(wait)}.",
            wait,
            RateHeaders.Of(answer));
    }

    public static AdmissionResult.Refused NoBudget(KeyBudget budget, DateTimeOffset now, string keyId)
    {
        var (amount, again) = (budget.Amount.ToString(), "");
        if (budget.Period.EndOf(budget.Period.StartOf(now)) is { } end)
        {
            amount += " USD a " + budget.Period.Name();
            again = $" It is whole again at {end.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)}.";
        }
        else
        {
            amount += " USD in total";
        }

        return new AdmissionResult.Refused(
            StatusCodes.Status429TooManyRequests,
            "insufficient_quota",
            "insufficient_quota",
            $"This key's budget of {amount} is spent, or set aside for calls that are running.{again} Raise it with "
                + $"'PUT /api/keys/{keyId}/limits'.");
    }
}

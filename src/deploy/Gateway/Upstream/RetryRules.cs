using System.Globalization;
using System.Net.Http.Headers;

namespace Dashboard.Gateway.Upstream;

/// <summary>What may pass when it is tried again, and how long to wait before.</summary>
internal static class RetryRules
{
    private const double ChanceFrom = 0.5;

    /// <summary>
    /// Whether an answer may be better next time. Beyond the registered ones: Anthropic is overloaded with 529, and
    /// Cloudflare says with 520 to 524 what went wrong between it and the provider behind it.
    /// </summary>
    public static bool MayPass(int status) =>
        status is 408 or 429 or 500 or 502 or 503 or 504 or (>= 520 and <= 524) or 529;

    /// <summary>
    /// Whether an answer is the version's failure. A full quota is not: it says nothing of its health.
    /// </summary>
    public static bool IsFailure(int status) => status >= 500;

    /// <summary>
    /// The wait before a retry; null where the provider asks for more than is worth waiting for.
    /// </summary>
    /// <param name="options">The limits.</param>
    /// <param name="retry">0 for the first.</param>
    /// <param name="asked">What the provider asked for.</param>
    /// <param name="chance">From 0 to 1, so that clients do not come back all at once.</param>
    public static TimeSpan? Wait(GatewayOptions options, int retry, TimeSpan? asked, double chance)
    {
        var own = options.RetryDelay * Math.Pow(2, retry) * (ChanceFrom + chance);
        return asked is not { } wait ? own
            : wait > options.MaxRetryAfter ? null
            : wait > own ? wait
            : own;
    }

    /// <summary><c>retry-after-ms</c> (OpenAI's), else <c>retry-after</c> in seconds or as a date.</summary>
    public static TimeSpan? RetryAfter(HttpResponseHeaders headers, DateTimeOffset now)
    {
        if (headers.NonValidated.TryGetValues("retry-after-ms", out var exact)
            && double.TryParse(exact.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var milliseconds)
            && milliseconds is >= 0 and < 86_400_000)
        {
            return TimeSpan.FromMilliseconds(milliseconds);
        }

        return headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date > now ? date - now : TimeSpan.Zero,
            _ => null,
        };
    }
}

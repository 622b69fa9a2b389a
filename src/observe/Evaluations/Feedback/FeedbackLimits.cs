using System.Threading.RateLimiting;
using Dashboard.Access;
using Microsoft.AspNetCore.Http;

namespace Dashboard.Evaluations.Feedback;

/// <summary>
/// How often votes are taken. A key with the scope <c>feedback</c> alone may be published, so each address that uses it has
/// a small allowance; other callers are servers and have a large one a key.
/// </summary>
internal sealed class FeedbackLimits : IDisposable
{
    /// <summary>Votes that one browser may send at once, and regains in ten seconds.</summary>
    public const int PublishedBurst = 20;

    private const int TrustedBurst = 1000;

    private readonly PartitionedRateLimiter<HttpContext> _limiter =
        PartitionedRateLimiter.Create<HttpContext, string>(http =>
        {
            var key = http.User.Actor();
            return IsPublished(http)
                ? Bucket($"{key} {http.Connection.RemoteIpAddress}", PublishedBurst, PublishedBurst / 10)
                : Bucket(key, TrustedBurst, TrustedBurst / 2);
        });

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    /// <summary>How long to stay away; null when the vote is taken.</summary>
    public TimeSpan? Refuse(HttpContext http)
    {
        using var lease = _limiter.AttemptAcquire(http);
        return lease.IsAcquired
            ? null
            : lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) && wait > Period ? wait : Period;
    }

    public void Dispose() => _limiter.Dispose();

    private static bool IsPublished(HttpContext http) =>
        Scopes.All.All(scope => scope == Scopes.Feedback || !http.User.Has(scope));

    private static RateLimitPartition<string> Bucket(string key, int burst, int perSecond) =>
        RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = burst,
            TokensPerPeriod = perSecond,
            ReplenishmentPeriod = Period,
            QueueLimit = 0,
        });
}

using Dashboard.Quota.Limits;

namespace Dashboard.Quota.Rates;

/// <summary>The buckets of one key: requests and tokens. A request takes from both or from none.</summary>
internal sealed class KeyRate(int? requestsPerMinute, int? tokensPerMinute, TimeSpan now)
{
    private readonly Lock _gate = new();
    private readonly TokenBucket? _requests = requestsPerMinute is { } rpm ? new TokenBucket(rpm, now) : null;
    private readonly TokenBucket? _tokens = tokensPerMinute is { } tpm ? new TokenBucket(tpm, now) : null;

    /// <summary>Whether the buckets are those of these limits.</summary>
    public bool Fits(KeyLimits limits) =>
        limits.RequestsPerMinute == requestsPerMinute && limits.TokensPerMinute == tokensPerMinute;

    /// <summary>Takes one request and its estimated tokens, or says how long to wait.</summary>
    public RateAnswer TryTake(long tokens, TimeSpan now)
    {
        lock (_gate)
        {
            var forRequest = _requests?.Wait(1, now) ?? TimeSpan.Zero;
            var forTokens = _tokens?.Wait(tokens, now) ?? TimeSpan.Zero;
            var wait = forRequest > forTokens ? forRequest : forTokens;
            if (wait == TimeSpan.Zero)
            {
                _requests?.Take(1, now);
                _tokens?.Take(tokens, now);
            }

            return new RateAnswer(
                wait == TimeSpan.Zero ? null : wait,
                forTokens >= forRequest,
                RateState.Of(_requests, now),
                RateState.Of(_tokens, now));
        }
    }

    /// <summary>Replaces the estimate by the real number of tokens.</summary>
    public void Correct(long estimated, long real, TimeSpan now)
    {
        lock (_gate)
        {
            _tokens?.Take(real - estimated, now);
        }
    }
}

namespace Dashboard.Quota.Rates;

/// <summary>A bucket as it is told to the client.</summary>
/// <param name="Limit">Units per minute.</param>
/// <param name="Remaining">Units that are left now.</param>
/// <param name="Reset">Until all are there again.</param>
internal readonly record struct RateState(long Limit, long Remaining, TimeSpan Reset)
{
    public static RateState? Of(TokenBucket? bucket, TimeSpan now) =>
        bucket is null ? null : new RateState(bucket.Capacity, bucket.Remaining(now), bucket.FullIn(now));
}

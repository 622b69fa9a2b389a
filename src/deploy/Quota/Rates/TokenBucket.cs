namespace Dashboard.Quota.Rates;

/// <summary>
/// Lets a number of units through per minute: the bucket holds a minute's worth, empties by use and fills steadily.
/// What is taken may be corrected later, so it can fall below empty; then nothing passes until it has filled up again.
/// </summary>
/// <param name="perMinute">What fits in, and what flows in within a minute.</param>
/// <param name="now">The present, on any clock that never goes back.</param>
internal sealed class TokenBucket(long perMinute, TimeSpan now)
{
    private double _level = perMinute;
    private TimeSpan _at = now;

    /// <summary>Units that fit.</summary>
    public long Capacity => perMinute;

    /// <summary>Whole units that could be taken now.</summary>
    public long Remaining(TimeSpan now) => Math.Max(0, (long)Math.Floor(Fill(now)));

    /// <summary>How long until the bucket is full if nobody takes anything.</summary>
    public TimeSpan FullIn(TimeSpan now) => TimeFor(perMinute - Fill(now));

    /// <summary>
    /// How long until so many units could be taken; zero when they could now. More than fit are asked of a full bucket:
    /// an estimate may be too high, and a request that could never pass would never learn that.
    /// </summary>
    public TimeSpan Wait(long units, TimeSpan now) => TimeFor(Math.Min(units, perMinute) - Fill(now));

    /// <summary>Takes units, whether there are so many or not; gives back what is negative.</summary>
    public void Take(long units, TimeSpan now) => _level = Math.Min(perMinute, Fill(now) - units);

    private double Fill(TimeSpan now)
    {
        if (now > _at)
        {
            _level = Math.Min(perMinute, _level + ((now - _at).TotalMinutes * perMinute));
            _at = now;
        }

        return _level;
    }

    // Whole milliseconds, so that who waits that long gets through; what is a rounding error of the sum is nothing.
    private TimeSpan TimeFor(double units) =>
        TimeSpan.FromMilliseconds(Math.Ceiling(Math.Round(Math.Max(0, units) / perMinute * 60_000, 6)));
}

namespace Dashboard.Telemetry.Searching;

/// <summary>
/// How much of the past the next statement reads: as much as should take a fixed time at the speed of the former one, and
/// no longer than is left, so that a search stops close to its time limit and still crosses empty days in a few steps.
/// </summary>
/// <param name="first">What the first statement reads, before any speed is known.</param>
internal sealed class ScanPace(TimeSpan first)
{
    /// <summary>
    /// The most that a statement may read of what the former one did: calls are not spread evenly over the day.
    /// </summary>
    private const int MaxGrowth = 4;

    private static readonly TimeSpan Statement = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    private TimeSpan _length = first;

    /// <param name="left">What is left of the time limit; null without one.</param>
    public TimeSpan Next(TimeSpan? left) => left < Statement ? Within(_length * (left.Value / Statement)) : _length;

    /// <param name="length">What a statement read of the past.</param>
    /// <param name="time">How long it took.</param>
    public void Took(TimeSpan length, TimeSpan time)
    {
        // What is left of a day may be short: that it was quick says nothing against reading more.
        var isQuick = time * MaxGrowth <= Statement;
        var next = isQuick ? length * MaxGrowth : length * (Statement / time);
        _length = Within(isQuick && next < _length ? _length : next);
    }

    private static TimeSpan Within(TimeSpan length) =>
        length > Longest ? Longest : length < Shortest ? Shortest : length;
}

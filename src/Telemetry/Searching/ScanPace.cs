namespace Dashboard.Telemetry.Searching;

/// <summary>
/// How much of the past the next row-by-row statement reads. It begins with some minutes and grows while statements are quick,
/// so that a search can stop close to its time limit and still crosses empty days in a few steps.
/// </summary>
internal sealed class ScanPace
{
    private static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(120);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    public TimeSpan Length { get; private set; } = TimeSpan.FromMinutes(4);

    public void Took(TimeSpan time)
    {
        var next = time < Quick ? Length * 4 : time > Slow ? Length / 2 : Length;
        Length = next > Longest ? Longest : next < Shortest ? Shortest : next;
    }
}

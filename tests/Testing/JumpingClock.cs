namespace Dashboard.Testing;

/// <summary>
/// A clock whose time of day can be set, forward and back, while seconds pass as ever: what an operator or a time server
/// does to a machine.
/// </summary>
public sealed class JumpingClock : TimeProvider
{
    private long _ahead;

    /// <summary>How far it is ahead of the right time.</summary>
    public TimeSpan Ahead
    {
        get => TimeSpan.FromTicks(Volatile.Read(ref _ahead));
        set => Volatile.Write(ref _ahead, value.Ticks);
    }

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Ahead;
}

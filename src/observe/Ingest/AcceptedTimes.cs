namespace Dashboard.Ingest;

/// <summary>
/// Times on the wire are nanoseconds since 1970; ours are whole microseconds, truncated, so that a retry makes the same
/// key.
/// </summary>
internal static class AcceptedTimes
{
    private const ulong NanosPerTick = 100;
    private const ulong NanosPerMicro = 1000;
    private static readonly TimeSpan Ahead = TimeSpan.FromHours(1);
    private static readonly ulong Earliest = ToNanos(new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero));

    /// <summary>
    /// Why the time is outside of 2000-01-01 to an hour ahead, as a sentence without its end; null when it is accepted.
    /// </summary>
    public static string? Fault(string field, ulong nanos, DateTimeOffset now)
    {
        if (nanos < Earliest)
        {
            return $"{field} is before 2000-01-01: send nanoseconds since 1970";
        }

        return nanos > ToNanos(now + Ahead) ? $"{field} is more than an hour ahead: check the sender's clock" : null;
    }

    /// <summary>For times that were accepted.</summary>
    public static DateTimeOffset ToTimestamp(ulong nanos) =>
        DateTimeOffset.UnixEpoch.AddTicks((long)(nanos / NanosPerMicro * TimeSpan.TicksPerMicrosecond));

    /// <summary>
    /// The microseconds from start to end, truncated; 0 when the end lies before the start or was not sent.
    /// </summary>
    public static long Micros(ulong startNanos, ulong endNanos) =>
        endNanos > startNanos ? (long)((endNanos - startNanos) / NanosPerMicro) : 0;

    private static ulong ToNanos(DateTimeOffset time) => (ulong)(time - DateTimeOffset.UnixEpoch).Ticks * NanosPerTick;
}

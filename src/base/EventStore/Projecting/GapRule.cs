namespace Dashboard.EventStore;

/// <summary>
/// Where positions are missing, an event may still be on its way: other programs that append (Marten applications) draw their
/// positions in one order and commit in another. What lies behind a fresh gap waits; our own appends leave none.
/// </summary>
internal static class GapRule
{
    /// <summary>A gap older than this is one that nobody fills, unless a writer is that old as well.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>How many events from the start of the batch may be applied.</summary>
    /// <param name="after">The position applied last.</param>
    /// <param name="batch">The next events in order, tombstones included.</param>
    /// <param name="settledBefore">Gaps in front of events older than this are final.</param>
    public static int Applicable(long after, IReadOnlyList<StoredEvent> batch, DateTimeOffset settledBefore)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            var expected = (i == 0 ? after : batch[i - 1].Position) + 1;
            if (batch[i].Position != expected && batch[i].Timestamp >= settledBefore)
            {
                return i;
            }
        }

        return batch.Count;
    }
}

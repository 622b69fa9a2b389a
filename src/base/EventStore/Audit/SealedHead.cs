namespace Dashboard.EventStore;

/// <summary>The newest end of the hash chain that this console has seen, which the store must never fall behind again.</summary>
/// <param name="Events">How many sealed events there were.</param>
/// <param name="Position">Of the last of them.</param>
/// <param name="Hash">Of the last of them.</param>
/// <param name="At">When the last of them was appended.</param>
internal sealed record SealedHead(long Events, long Position, string Hash, DateTimeOffset At)
{
    /// <summary>Whether an end that the database names is this one.</summary>
    public bool Is(AuditHead head) => (Events, Position, Hash) == (head.Events, head.Position, head.Hash);
}

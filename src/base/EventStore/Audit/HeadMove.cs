namespace Dashboard.EventStore;

/// <summary>The end of the record was taken back, or another record put in its place, with somebody's consent.</summary>
/// <param name="FormerEvents">Sealed events that were seen before; 0 for none.</param>
/// <param name="FormerHash">Hash of the last of them; null for none.</param>
/// <param name="FormerAt">When the last of them was appended; null for none.</param>
/// <param name="Events">Sealed events that the store has now, without the one that says so.</param>
/// <param name="Hash">Hash of the last of them; null for none.</param>
public sealed record HeadMove(
    long FormerEvents, string? FormerHash, DateTimeOffset? FormerAt, long Events, string? Hash);

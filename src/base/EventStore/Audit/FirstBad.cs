namespace Dashboard.EventStore;

/// <summary>The first event that is not as it was written.</summary>
/// <param name="Position">Its position; of a missing event the one behind the last good event, where it should have followed.</param>
/// <param name="Stream">Its stream; null for a missing event.</param>
/// <param name="Reason">What is wrong, in a sentence.</param>
public sealed record FirstBad(long Position, string? Stream, string Reason);

namespace Dashboard.EventStore;

/// <summary>Whether every decision is still as it was written.</summary>
/// <param name="Ok">No event of the chain was changed, moved, removed or cut off, and the newest that was seen is there.</param>
/// <param name="Events">Events in the store.</param>
/// <param name="HeadHash">The chain's last hash, to be noted elsewhere; null before the first event.</param>
/// <param name="FirstBad">Where the chain breaks; null when it does not.</param>
/// <param name="Unchained">Events that carry no hash, because another program appended them.</param>
public sealed record AuditReport(bool Ok, long Events, string? HeadHash, FirstBad? FirstBad, long Unchained);

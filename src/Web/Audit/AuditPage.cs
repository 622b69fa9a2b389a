namespace Dashboard.Web.Audit;

/// <summary>A part of the audit log.</summary>
/// <param name="Items">The decisions, the oldest first.</param>
/// <param name="NextCursor">Send it as <c>cursor</c> to go on; null at the end.</param>
internal sealed record AuditPage(IReadOnlyList<AuditEntry> Items, long? NextCursor);

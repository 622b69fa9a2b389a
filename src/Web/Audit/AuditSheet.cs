namespace Dashboard.Web.Audit;

/// <summary>One page of the audit log as people read it.</summary>
/// <param name="Items">The decisions, the newest first.</param>
/// <param name="Older">What to send as <c>before</c> for the page behind; null where there is none.</param>
/// <param name="Kinds">Every kind of decision there is, to choose from.</param>
internal sealed record AuditSheet(IReadOnlyList<AuditEntry> Items, long? Older, IReadOnlyList<string> Kinds);

namespace Dashboard.EventStore;

/// <summary>What became of an append, and how it moved the end of the chain; null where nothing was written.</summary>
internal sealed record SealedAppend(AppendResult Result, AuditHead? Former = null, SealedHead? Head = null);

namespace Dashboard.Ingest;

/// <summary>What an export request held: the records to write, and what was rejected.</summary>
internal sealed record Export<T>(IReadOnlyList<T> Records, Rejections Rejected);

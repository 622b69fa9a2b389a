namespace Dashboard.EventStore;

/// <summary>What is on record of a read model.</summary>
/// <param name="Name">Of its projection.</param>
/// <param name="StaleSince">Since when it is not written any more; null while it is up to date.</param>
internal sealed record ReadModelMark(string Name, DateTimeOffset? StaleSince);

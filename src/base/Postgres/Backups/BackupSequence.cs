namespace Dashboard.Postgres;

/// <summary>Where a sequence stands.</summary>
/// <param name="Name">With its schema, quoted for SQL.</param>
/// <param name="LastValue">The last value, or the first to come.</param>
/// <param name="IsCalled">Whether <paramref name="LastValue"/> was given out.</param>
internal sealed record BackupSequence(string Name, long LastValue, bool IsCalled);

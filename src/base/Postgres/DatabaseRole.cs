namespace Dashboard.Postgres;

/// <summary>Which of the two memories a table belongs to; they may lie in one database or in two.</summary>
public enum DatabaseRole
{
    /// <summary>What people and policies decided: the event store and its read models.</summary>
    Decisions,

    /// <summary>What was measured: calls, payloads and rollups.</summary>
    Telemetry,
}

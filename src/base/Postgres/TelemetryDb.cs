using Npgsql;

namespace Dashboard.Postgres;

/// <summary>The connection pool of the database that holds telemetry. Its own pool, so that a flood of calls never keeps a
/// decision waiting, even where both live in one database.</summary>
public sealed class TelemetryDb(NpgsqlDataSource source)
{
    public NpgsqlDataSource Source { get; } = source;

    /// <summary>Connections of the same pool, for writes.</summary>
    public WatchedSessions Sessions { get; } = new(source, TimeProvider.System);
}

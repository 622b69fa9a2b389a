using Npgsql;

namespace Dashboard.Postgres;

/// <summary>The connection pool of the database that holds decisions.</summary>
public sealed class DecisionsDb(NpgsqlDataSource source)
{
    public NpgsqlDataSource Source { get; } = source;
}

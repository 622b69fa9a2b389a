using Npgsql;

namespace Dashboard.Postgres;

/// <summary>Refuses servers that lack what the schema uses.</summary>
internal static class ServerVersion
{
    /// <summary>The first version with <c>UNIQUE NULLS NOT DISTINCT</c>.</summary>
    private const int Oldest = 15;

    /// <exception cref="InvalidOperationException">The server is too old.</exception>
    public static async Task RequireAsync(NpgsqlDataSource source, string setting, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        if (FaultOf(connection.PostgreSqlVersion, setting) is { } fault)
        {
            throw new InvalidOperationException(fault);
        }
    }

    public static string? FaultOf(Version found, string setting) => found.Major >= Oldest
        ? null
        : $"{setting} points to PostgreSQL {found}; version {Oldest} or newer is needed.";
}

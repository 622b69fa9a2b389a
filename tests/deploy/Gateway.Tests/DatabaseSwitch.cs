using Dashboard.Testing;
using Npgsql;
using Xunit;

namespace Dashboard.Gateway.Tests;

/// <summary>Takes a database away as a stopped server would: its connections break and new ones are refused.</summary>
internal static class DatabaseSwitch
{
    public static async Task TurnOffAsync(this TestDatabase database)
    {
        await ExecuteAsync(database, $"ALTER DATABASE {database.Name} WITH ALLOW_CONNECTIONS false");
        await ExecuteAsync(
            database, $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database.Name}'");
    }

    public static Task TurnOnAsync(this TestDatabase database) =>
        ExecuteAsync(database, $"ALTER DATABASE {database.Name} WITH ALLOW_CONNECTIONS true");

    private static async Task ExecuteAsync(TestDatabase database, string sql)
    {
        var maintenance = new NpgsqlConnectionStringBuilder(database.ConnectionString)
        {
            Database = "postgres",
            Pooling = false,
        };
        await using var connection = new NpgsqlConnection(maintenance.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}

using Dashboard.Postgres;
using Npgsql;
using Xunit;

namespace Dashboard.Testing;

/// <summary>A new, migrated database for one test class; dropped at the end.</summary>
/// <example><code>
/// public sealed class CallWriterTests : IAsyncLifetime
/// {
///     private TestDatabase _db = null!;
///     public async ValueTask InitializeAsync() => _db = await TestDatabase.CreateAsync(TelemetryModule.Migrations);
///     public ValueTask DisposeAsync() => _db.DisposeAsync();
/// </code></example>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly string _server;

    private TestDatabase(string server, string name)
    {
        _server = server;
        Name = name;
        ConnectionString = new NpgsqlConnectionStringBuilder(server)
        {
            Database = name,
            MaxPoolSize = 20,
            MaxAutoPrepare = 50,
            WriteBufferSize = 65536,
        }.ConnectionString;
        Source = NpgsqlDataSource.Create(ConnectionString);
    }

    public string Name { get; }

    /// <summary>With its password.</summary>
    public string ConnectionString { get; }

    public NpgsqlDataSource Source { get; }

    /// <summary>Creates a database with the sets applied, whatever their role: both memories in one database.</summary>
    public static async Task<TestDatabase> CreateAsync(params MigrationSet[] sets)
    {
        var ct = TestContext.Current.CancellationToken;
        var server = await TestServer.ConnectionStringAsync(ct);
        var template = await TestTemplates.GetAsync(server, sets, ct);
        var name = $"test_{Guid.NewGuid():N}";
        // Copying files is several times faster than the default, which writes every page into the log.
        await TestServer.ExecuteAsync(server, $"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy", ct);
        return new TestDatabase(server, name);
    }

    /// <summary>Runs one statement, for the preparation of a test.</summary>
    public async Task<int> ExecuteAsync(string sql, params object[] parameters)
    {
        await using var command = Command(sql, parameters);
        return await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Reads one value; null for no row or SQL's null.</summary>
    public async Task<T?> ReadAsync<T>(string sql, params object[] parameters)
    {
        await using var command = Command(sql, parameters);
        var value = await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
        return value is null or DBNull ? default : (T)value;
    }

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await TestServer.ExecuteAsync(_server, $"DROP DATABASE IF EXISTS {Name} WITH (FORCE)", CancellationToken.None);
    }

    private NpgsqlCommand Command(string sql, object[] parameters)
    {
        var command = Source.CreateCommand(sql);
        foreach (var value in parameters)
        {
            command.Parameters.Add(new() { Value = value });
        }

        return command;
    }
}

using Dashboard.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Dashboard.Testing;

/// <summary>
/// The one PostgreSQL server of a test run: that of <c>DASHBOARD_TEST_DB</c> when set (version 15 or newer, a superuser), else
/// an embedded one in a temporary folder, started at first use.
/// </summary>
internal static class TestServer
{
    private const string FolderPrefix = "dashboard-test-";
    private static readonly SemaphoreSlim Gate = new(1, 1);
    private static EmbeddedServer? _embedded;
    private static string? _folder;

    /// <summary>Reaches the server's maintenance database.</summary>
    public static async Task<string> ConnectionStringAsync(CancellationToken ct)
    {
        if (Environment.GetEnvironmentVariable("DASHBOARD_TEST_DB") is { Length: > 0 } external)
        {
            return external;
        }

        await Gate.WaitAsync(ct);
        try
        {
            return (_embedded ??= await StartAsync(ct)).ConnectionString("postgres");
        }
        finally
        {
            Gate.Release();
        }
    }

    /// <summary>Runs one statement outside of any pool, so that no connection stays in the way.</summary>
    public static async Task ExecuteAsync(string connectionString, string sql, CancellationToken ct)
    {
        var unpooled = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString;
        await using var connection = new NpgsqlConnection(unpooled);
        await connection.OpenAsync(ct);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Ends the embedded server and removes its folder. Without this call the server ends with the process.</summary>
    public static async Task StopAsync()
    {
        await TestTemplates.DropAsync();
        if (Interlocked.Exchange(ref _embedded, null) is { } server)
        {
            await server.DisposeAsync();
            Directory.Delete(_folder!, recursive: true);
        }
    }

    private static async Task<EmbeddedServer> StartAsync(CancellationToken ct)
    {
        await RemoveLeftoversAsync(ct);
        _folder = Path.Combine(Path.GetTempPath(), FolderPrefix + Guid.NewGuid().ToString("N")[..12]);
        var server = Create(_folder);
        await server.StartAsync(ct);
        return server;
    }

    private static EmbeddedServer Create(string folder) => new(
        new EmbeddedServerOptions(folder) { Durable = false, SharedBuffers = "64MB" },
        TimeProvider.System,
        NullLogger<EmbeddedServer>.Instance);

    // A killed test run leaves its server behind. A run that goes on holds its folder's lock, but not from the first moment.
    private static async Task RemoveLeftoversAsync(CancellationToken ct)
    {
        var old = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(-10);
        foreach (var folder in new DirectoryInfo(Path.GetTempPath()).EnumerateDirectories(FolderPrefix + "*"))
        {
            if (folder.CreationTimeUtc >= old || !File.Exists(Path.Combine(folder.FullName, "postgres/data/PG_VERSION")))
            {
                continue;
            }

            await using var server = Create(folder.FullName);
            await server.StartAsync(ct);
            if (server.IsOwner)
            {
                // Stop it before its folder goes.
                await server.DisposeAsync();
                folder.Delete(recursive: true);
            }
        }
    }
}

using Dashboard.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.E2E.Gateway;

/// <summary>A PostgreSQL server that a console uses but does not start, so that it can be taken away.</summary>
internal sealed class OwnDatabase : IAsyncDisposable
{
    private readonly string _folder =
        Path.Combine(Path.GetTempPath(), "dashboard-e2e-db-" + Guid.NewGuid().ToString("N")[..8]);
    private EmbeddedServer _server;

    private OwnDatabase() => _server = Create();

    /// <summary>The setting by which a console finds it.</summary>
    public (string Name, string Value) Setting => ("DASHBOARD_DB", _server.ConnectionString("postgres"));

    public static async Task<OwnDatabase> StartAsync(CancellationToken ct)
    {
        var database = new OwnDatabase();
        await database._server.StartAsync(ct);
        return database;
    }

    public async Task StopAsync() => await _server.DisposeAsync();

    /// <summary>Starts it again with all that it held.</summary>
    public async Task StartAgainAsync(CancellationToken ct)
    {
        _server = Create();
        await _server.StartAsync(ct);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private EmbeddedServer Create() => new(
        new EmbeddedServerOptions(_folder) { Durable = false, SharedBuffers = "64MB" },
        TimeProvider.System,
        NullLogger<EmbeddedServer>.Instance);
}

using System.Net.Sockets;
using Dashboard.Access;
using Dashboard.EventStore;
using Dashboard.Postgres;
using Dashboard.Telemetry.Trail;
using Dashboard.Web.Audit;
using Dashboard.Web.Health;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Xunit;

namespace Dashboard.Web.Tests;

/// <summary>
/// The host's own parts on a database, without pages and without the capabilities that have tests of their own.
/// </summary>
internal sealed class WebServer : IAsyncDisposable
{
    public const string AdminKey = "correct-horse-battery";

    private readonly WebApplication _app;
    private readonly DirectoryInfo _data;

    private WebServer(WebApplication app, DirectoryInfo data) => (_app, _data) = (app, data);

    public IServiceProvider Services => _app.Services;

    public static async Task<WebServer> StartAsync(string database)
    {
        var data = Directory.CreateTempSubdirectory("dashboard-web-");
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(
        [
            new("DASHBOARD_DATA", data.FullName),
            new("DASHBOARD_DB", database),
            new(AccessOptions.AdminKeySetting, AdminKey),
        ]);
        builder.AddServer(LogLevel.None);
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddPostgres(builder.Configuration);
        builder.Services.AddEventStore();
        builder.Services.AddAccess(builder.Configuration);
        builder.Services.AddSingleton<AccessTrailTable>();
        builder.Services.AddAudit();
        builder.Services.AddHealth();
        var app = builder.Build();
        app.UseServer();
        app.UseAccess();
        app.MapHealth();
        app.MapAccess();
        app.MapAudit();
        app.MapOpenApi("/openapi/{documentName}.json");
        app.MapGet("/api/broken", string () => throw new InvalidOperationException("the secret of the house"))
            .ExcludeFromDescription();
        app.MapGet("/api/away", string () => throw new NpgsqlException("gone", new SocketException()))
            .ExcludeFromDescription();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new WebServer(app, data);
    }

    /// <summary>A client with the administrator's key, or with none.</summary>
    public HttpClient Client(string? key = AdminKey)
    {
        var client = _app.GetTestClient();
        if (key is not null)
        {
            client.DefaultRequestHeaders.Add("x-api-key", key);
        }

        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _data.Delete(recursive: true);
    }
}

using System.Text.Json;
using Dashboard.Access;
using Dashboard.Deployments;
using Dashboard.EventStore;
using Dashboard.Gateway.Recording;
using Dashboard.Gateway.Spool;
using Dashboard.Postgres;
using Dashboard.Pricing;
using Dashboard.Quota;
using Dashboard.Telemetry;
using Dashboard.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Dashboard.Gateway.Tests;

/// <summary>A console with the gateway and all that it stands on, on a database of the test.</summary>
internal sealed class GatewayConsole : IAsyncDisposable
{
    public const string AdminKey = "correct-horse-battery";

    private readonly WebApplication _app;
    private bool _ended;

    private GatewayConsole(WebApplication app) => _app = app;

    public IServiceProvider Services => _app.Services;

    public ICallRecordSink Sink => Services.GetRequiredService<ICallRecordSink>();

    public GatewayStatus Status => Services.GetRequiredService<GatewayStatus>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<GatewayConsole> StartAsync(
        TestDatabase database, string dataFolder, params (string Name, string Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(
        [
            new("DASHBOARD_DATA", dataFolder),
            new("DASHBOARD_DB", database.ConnectionString),
            new("DASHBOARD_ADMIN_KEY", AdminKey),
            .. settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)),
        ]);
        builder.Services.ConfigureHttpJsonOptions(http =>
            http.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower);
        builder.Services.AddPostgres(builder.Configuration);
        builder.Services.AddEventStore();
        builder.Services.AddAccess(builder.Configuration);
        builder.Services.AddPricing();
        builder.Services.AddTelemetry(builder.Configuration);
        builder.Services.AddDeployments(builder.Configuration);
        builder.Services.AddQuota();
        builder.Services.AddGateway(builder.Configuration);
        var app = builder.Build();
        app.UseAccess();
        app.MapAccess();
        app.MapDeployments();
        app.MapQuota();
        app.MapGateway();
        await app.StartAsync(Cancel);
        return new GatewayConsole(app);
    }

    public HttpClient Client(string key)
    {
        var client = _app.GetTestClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        return client;
    }

    /// <summary>Ends it; a test that looks at what it left behind does so before the end of the test.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _ended, true))
        {
            return;
        }

        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }
}

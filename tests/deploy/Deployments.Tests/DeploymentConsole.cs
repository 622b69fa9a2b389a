using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Dashboard.Access;
using Dashboard.Deployments.Routes;
using Dashboard.Deployments.Serving;
using Dashboard.Deployments.Tests.Routes;
using Dashboard.Events;
using Dashboard.EventStore;
using Dashboard.Postgres;
using Dashboard.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Dashboard.Deployments.Tests;

/// <summary>A console with real keys, a real event store and deployments, on a database.</summary>
internal sealed class DeploymentConsole : IAsyncDisposable
{
    private const string AdminKey = "correct-horse-battery";

    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    private readonly WebApplication _app;

    private DeploymentConsole(WebApplication app) => _app = app;

    public IServiceProvider Services => _app.Services;

    public RouteTable Table => Services.GetRequiredService<RouteTable>();

    public RouteDesk Desk => Services.GetRequiredService<RouteDesk>();

    public RouteQueries Queries => Services.GetRequiredService<RouteQueries>();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static Task<TestDatabase> CreateDatabaseAsync() => TestDatabase.CreateAsync(
        EventStoreModule.Migrations, AccessModule.Migrations, DeploymentsModule.Migrations);

    /// <param name="database">Connection string.</param>
    /// <param name="folder">Data folder, which outlives the console.</param>
    /// <param name="time">Null: the system's.</param>
    /// <param name="isDatabaseThere">False: nothing is started that needs it, so that routes alone are kept.</param>
    public static async Task<DeploymentConsole> StartAsync(
        string database, string folder, TimeProvider? time = null, bool isDatabaseThere = true)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(
        [
            new("DASHBOARD_DATA", folder), new("DASHBOARD_DB", database), new("DASHBOARD_ADMIN_KEY", AdminKey),
        ]);
        builder.Services.ConfigureHttpJsonOptions(http =>
        {
            http.SerializerOptions.PropertyNamingPolicy = _json.PropertyNamingPolicy;
            http.SerializerOptions.Converters.Add(_json.Converters[0]);
        });
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        builder.Services.AddPostgres(builder.Configuration);
        builder.Services.AddEventStore();
        builder.Services.AddAccess(builder.Configuration);
        builder.Services.AddDeployments(builder.Configuration);
        if (!isDatabaseThere)
        {
            builder.Services.RemoveAll<IHostedService>();
            builder.Services.AddHostedService(provider => provider.GetRequiredService<RouteKeeper>());
        }

        var app = builder.Build();
        app.UseAccess();
        app.MapAccess();
        app.MapDeployments();
        await app.StartAsync(Ct);
        return new DeploymentConsole(app);
    }

    /// <summary>Starts another console on the database of one that runs; both write one audit chain with one key.</summary>
    public static Task<DeploymentConsole> StartBesideAsync(
        string folderOfFirst, string database, string folder, TimeProvider? time = null)
    {
        Directory.CreateDirectory(folder);
        File.Copy(Path.Combine(folderOfFirst, "audit.key"), Path.Combine(folder, "audit.key"));
        return StartAsync(database, folder, time);
    }

    /// <summary>A key of a project with some scopes.</summary>
    public async Task<string> KeyAsync(int project, params string[] scopes)
    {
        var (_, body) = await SendAsync(HttpMethod.Post, "/api/keys", new { name = "test", scopes, project });
        return body.GetProperty("key").GetString()!;
    }

    /// <summary>Sends JSON, as the administrator unless a key is given. A string body is sent as it is.</summary>
    public async Task<(int Status, JsonElement Body)> SendAsync(
        HttpMethod method, string path, object? body = null, string key = AdminKey)
    {
        using var client = _app.GetTestClient();
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("x-api-key", key);
        request.Content = body switch
        {
            null => null,
            string text => new StringContent(text, Encoding.UTF8, "application/json"),
            _ => JsonContent.Create(body, options: _json),
        };
        using var answer = await client.SendAsync(request, Ct);
        var content = await answer.Content.ReadAsStringAsync(Ct);
        return ((int)answer.StatusCode, content.Length == 0 ? default : JsonDocument.Parse(content).RootElement);
    }

    public Task<(int Status, JsonElement Body)> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<(int Status, JsonElement Body)> PostAsync(string path, object? body = null) =>
        SendAsync(HttpMethod.Post, path, body);

    /// <summary>Puts a split such as <c>v1:90 v2:10</c> of the model <c>gus</c> on a route.</summary>
    public Task<(int Status, JsonElement Body)> DeployAsync(string split, string route = "gus") =>
        SendAsync(HttpMethod.Put, "/api/routes/" + route, RouteStory.Command(split));

    /// <summary>Approves a connection and registers the versions v1 to v5 of <c>gus</c>.</summary>
    public async Task PrepareAsync()
    {
        var connection = new { name = "local", base_url = "http://127.0.0.1:9/v1" };
        Assert.Equal(201, (await PostAsync("/api/connections", connection)).Status);
        for (var i = 1; i <= 5; i++)
        {
            var (status, _) = await PostAsync("/api/models/gus/versions", new
            {
                version = $"v{i}",
                provider = "openai-compatible",
                connection = "local",
                upstream_model = $"up-v{i}",
            });
            Assert.Equal(201, status);
        }
    }

    /// <summary>What requests get now, such as <c>v1:90 v2:10</c>; null where there is no such route.</summary>
    public string? Serves(string route = "gus", int project = 1) =>
        Table.Current.Find(new ProjectId(project), route) is { } serving
        ? string.Join(' ', serving.Split.OrderBy(side => side.Version).Select(side => $"{side.Version}:{side.Weight}"))
        : null;

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }
}

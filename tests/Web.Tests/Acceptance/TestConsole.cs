using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Dashboard.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Dashboard.Web.Tests.Acceptance;

/// <summary>
/// The whole console on a loopback port over a database of its own, for the tests of one class. Each test takes a project
/// of its own and so sees only its own calls.
/// </summary>
public sealed class TestConsole : IAsyncLifetime
{
    private readonly string _adminKey = "test-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
    private string _dataFolder = "";
    private TestDatabase? _database;
    private WebApplication? _app;
    private int _projects = 100;

    /// <summary>Where it takes OTLP/gRPC; a class that does not test that needs no port.</summary>
    public string Grpc { get; init; } = "off";

    /// <summary>Settings of its own, each as <c>--DASHBOARD_PUBLIC_URL=...</c>.</summary>
    public string[] Settings { get; init; } = [];

    /// <summary>Its clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where it listens.</summary>
    public Uri Url { get; private set; } = new("http://localhost");

    /// <summary>Where its data is.</summary>
    internal TestDatabase Database => _database!;

    /// <summary>What it is made of, for tests of parts that only work inside a running console.</summary>
    public IServiceProvider Services => _app!.Services;

    public async ValueTask InitializeAsync()
    {
        _dataFolder = Directory.CreateTempSubdirectory("dashboard-test-").FullName;
        _database = await TestDatabase.CreateAsync();
        _app = Program.Build(
            LogLevel.Warning,
            Time,
            [
                "--DASHBOARD_URL=http://127.0.0.1:0",
                $"--DASHBOARD_OTLP_GRPC={Grpc}",
                $"--DASHBOARD_DATA={_dataFolder}",
                $"--DASHBOARD_DB={_database.ConnectionString}",
                $"--DASHBOARD_ADMIN_KEY={_adminKey}",
                .. Settings,
            ]);
        await _app.StartAsync(TestContext.Current.CancellationToken);
        Url = new Uri(_app.Urls.First());
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        if (_database is not null)
        {
            await _database.DisposeAsync();
        }

        Directory.Delete(_dataFolder, recursive: true);
    }

    /// <summary>A client with a key for a new project.</summary>
    public async Task<HttpClient> NewProjectAsync(params string[] scopes) =>
        (await NewNumberedProjectAsync(scopes)).Client;

    /// <summary>A client with a key for a new project, and the number of that project.</summary>
    public async Task<(HttpClient Client, int Project)> NewNumberedProjectAsync(params string[] scopes)
    {
        var project = Interlocked.Increment(ref _projects);
        using var admin = Admin();
        using var answer = await admin.PostAsJsonAsync(
            new Uri("api/keys", UriKind.Relative),
            new { name = "test", scopes, project },
            TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        return (Client(body.GetProperty("key").GetString()), project);
    }

    /// <summary>A client with the key of the environment, which may do everything.</summary>
    public HttpClient Admin() => Client(_adminKey);

    /// <summary>A client with this key, or none.</summary>
    public HttpClient Client(string? key)
    {
        var client = new HttpClient { BaseAddress = Url };
        if (key is not null)
        {
            client.DefaultRequestHeaders.Add("x-api-key", key);
        }

        return client;
    }
}

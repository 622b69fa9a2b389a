using System.Net;
using Dashboard.Access.Authentication;
using Dashboard.Access.Keys;
using Dashboard.Events;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dashboard.Access.Tests;

/// <summary>A server with real authentication and a handful of endpoints behind it, without a database.</summary>
internal sealed class AccessServer : IAsyncDisposable
{
    public const string AdminKey = "correct-horse-battery";

    private readonly WebApplication _app;

    private AccessServer(WebApplication app) => _app = app;

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.Zero));

    public IServiceProvider Services => _app.Services;

    public static async Task<AccessServer> StartAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Configuration.AddInMemoryCollection([new(AccessOptions.AdminKeySetting, AdminKey)]);
        builder.Services.AddAccess(builder.Configuration);
        AccessServer? server = null;
        builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(_ => server!.Clock));
        // Without a database there is nothing to load keys from: each test puts its own in force.
        builder.Services.RemoveAll<Microsoft.Extensions.Hosting.IHostedService>();
        var app = builder.Build();
        server = new AccessServer(app);
        app.Use((context, next) =>
        {
            context.Connection.RemoteIpAddress = IPAddress.Parse(
                context.Request.Headers["test-address"].FirstOrDefault() ?? "192.0.2.1");
            return next(context);
        });
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapGet("/api/numbers", (HttpContext http) => $"{http.User.Actor()} {http.User.Project()}")
            .RequireAuthorization(Scopes.Policy(Scopes.Read));
        app.MapPost("/v1/traces", () => "taken").RequireAuthorization(Scopes.Policy(Scopes.Ingest))
            .WithMetadata(new DenialWriter((http, denial) => http.Response.WriteAsync("otlp: " + denial.Detail)));
        app.MapGet("/", () => "page").RequireAuthorization(Scopes.Policy(Scopes.Read));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public HttpClient Client() => _app.GetTestClient();

    /// <summary>Puts one key in force and returns its text.</summary>
    public string AddKey(string[] scopes, int project = 1, DateTimeOffset? expiresAt = null)
    {
        var (id, key) = ApiKeyText.New();
        var keys = Services.GetRequiredService<ApiKeys>();
        keys.Replace([
            .. keys.All.Where(known => known.KeyId != ApiKeys.EnvironmentKeyId),
            new ApiKey(id, new ProjectId(project), "test", scopes, ApiKeyText.Hash(key), Clock.GetUtcNow(), expiresAt)]);
        return key;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}

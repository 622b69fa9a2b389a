using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dashboard.Access.Authentication;
using Dashboard.Access.Keys;
using Dashboard.Access.People;
using Dashboard.Access.SignIn;
using Dashboard.Events;
using Dashboard.EventStore;
using Dashboard.Postgres;
using Dashboard.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dashboard.Access.Tests;

/// <summary>A server with real authentication and a handful of endpoints behind it.</summary>
internal sealed class AccessServer : IAsyncDisposable
{
    public const string AdminKey = "correct-horse-battery";

    /// <summary>Of the answers' JSON.</summary>
    public static readonly JsonSerializerOptions Json =
        new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private readonly WebApplication _app;
    private readonly DirectoryInfo _data;

    private AccessServer(WebApplication app, DirectoryInfo data, FakeTimeProvider clock) =>
        (_app, _data, Clock) = (app, data, clock);

    public FakeTimeProvider Clock { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>Without a database: there is nothing to load keys from, each test puts its own in force.</summary>
    public static Task<AccessServer> StartAsync() =>
        StartAsync("Host=/nowhere", [], services => services.RemoveAll<IHostedService>());

    /// <summary>On a database, with everything that runs beside the requests.</summary>
    public static Task<AccessServer> StartAsync(
        TestDatabase database, params IReadOnlyList<(string Name, string Value)> settings) =>
        StartAsync(database.ConnectionString, settings, _ => { });

    public HttpClient Client() => _app.GetTestClient();

    /// <summary>Puts one key in force and returns its text.</summary>
    public string AddKey(string[] scopes, int project = 1, DateTimeOffset? expiresAt = null)
    {
        var (id, key) = ApiKeyText.New();
        var keys = Services.GetRequiredService<ApiKeys>();
        keys.Replace([
            .. keys.All.Where(known => known.KeyId != ApiKeys.EnvironmentKeyId),
            new ApiKey(
                id, new ProjectId(project), "test", scopes, ApiKeyText.Hash(key), Clock.GetUtcNow(), expiresAt)]);
        return key;
    }

    /// <summary>Issues a sign-in link and returns its token.</summary>
    public async Task<string> IssueTokenAsync()
    {
        var path = await Services.GetRequiredService<SignInLinks>()
            .IssueAsync("test", TestContext.Current.CancellationToken);
        return path[(path.IndexOf('#', StringComparison.Ordinal) + 1)..];
    }

    /// <summary>The browser of the first person, who opened the printed link.</summary>
    public async Task<CookieClient> SignInAsync()
    {
        var browser = new CookieClient(Client());
        var answer = await browser.SendAsync(
            HttpMethod.Post, AccessPaths.SignIn, JsonContent.Create(new { token = await IssueTokenAsync() }));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return browser;
    }

    /// <summary>The browser of a person with a role; an administrator is the first person.</summary>
    public async Task<CookieClient> SignInAsync(Role role) =>
        role == Role.Admin
            ? await SignInAsync()
            : await SignInAsync(await JoinAsync($"{role.Name()}@example.com", role));

    /// <summary>A browser in which a person signs in.</summary>
    public async Task<CookieClient> SignInAsync(string personId)
    {
        var browser = new CookieClient(Client());
        var answer = await browser.SendAsync(HttpMethod.Post, "/test/enter/" + personId);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return browser;
    }

    /// <summary>Somebody who was invited and joined by an account elsewhere; their id.</summary>
    public async Task<string> JoinAsync(string email, Role role)
    {
        var invited = await Services.GetRequiredService<PeopleDesk>().InviteAsync(
            new InvitePerson(email, role.Name()), new EventContext("test"), TestContext.Current.CancellationToken);
        Assert.IsType<InviteResult.Invited>(invited);
        var admitted = await Services.GetRequiredService<OutsideDoor>().AdmitAsync(
            new OutsideIdentity("https://issuer.example", email, email, Name: null),
            TestContext.Current.CancellationToken);
        return Assert.IsType<AdmitResult.Admitted>(admitted).PersonId;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _data.Delete(recursive: true);
    }

    private static async Task<AccessServer> StartAsync(
        string database, IReadOnlyList<(string Name, string Value)> settings, Action<IServiceCollection> change)
    {
        var data = Directory.CreateTempSubdirectory("dashboard-access-");
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.Zero));
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(
        [
            new("DASHBOARD_DATA", data.FullName),
            new("DASHBOARD_DB", database),
            new(AccessOptions.AdminKeySetting, AdminKey),
            .. settings.Select(setting => new KeyValuePair<string, string?>(setting.Name, setting.Value)),
        ]);
        builder.Services.ConfigureHttpJsonOptions(http =>
            http.SerializerOptions.PropertyNamingPolicy = Json.PropertyNamingPolicy);
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddPostgres(builder.Configuration);
        builder.Services.AddEventStore();
        builder.Services.AddAccess(builder.Configuration);
        change(builder.Services);
        var server = new AccessServer(builder.Build(), data, clock);
        server.Map();
        await server._app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    private void Map()
    {
        _app.Use((context, next) =>
        {
            context.Connection.RemoteIpAddress = IPAddress.Parse(
                context.Request.Headers["test-address"].FirstOrDefault() ?? "192.0.2.1");
            return next(context);
        });
        _app.UseAccess();
        _app.MapAccess();
        _app.MapGet("/api/numbers", (HttpContext http) => $"{http.User.Actor()} {http.User.Project()}")
            .RequireAuthorization(Scopes.Policy(Scopes.Read));
        _app.MapPost("/api/rollback", () => "done").RequireAuthorization(Scopes.Policy(Scopes.Deploy));
        _app.MapPost("/v1/traces", () => "taken").RequireAuthorization(Scopes.Policy(Scopes.Ingest))
            .WithMetadata(new DenialWriter((http, denial) => http.Response.WriteAsync("otlp: " + denial.Detail)));
        _app.MapGet("/_blazor", () => "connected").RequireAuthorization(Scopes.Policy(Scopes.Read));
        _app.MapPost("/test/enter/{id}", (string id, HttpContext http, SignInDoor door, CancellationToken ct) =>
            door.EnterAsync(http, id, ct));
        _app.MapGet("/", () => "page").RequireAuthorization(Scopes.Policy(Scopes.Read));
    }
}

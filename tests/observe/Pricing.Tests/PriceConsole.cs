using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Dashboard.Access;
using Dashboard.EventStore;
using Dashboard.Postgres;
using Dashboard.Testing;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dashboard.Pricing.Tests;

/// <summary>
/// A console that has prices and nothing else, on a real server and a real database. The bearer token lists scopes.
/// </summary>
internal sealed class PriceConsole : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _keyFolder;

    private PriceConsole(WebApplication app, string keyFolder) => (_app, _keyFolder) = (app, keyFolder);

    public FakeTimeProvider Clock { get; private init; } = null!;

    public IServiceProvider Services => _app.Services;

    public PriceBook Book => _app.Services.GetRequiredService<PriceBooks>().Current;

    public EventStore.EventStore Store => _app.Services.GetRequiredService<EventStore.EventStore>();

    public Projections Projections => _app.Services.GetRequiredService<Projections>();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static Task<TestDatabase> CreateDatabaseAsync() =>
        TestDatabase.CreateAsync(EventStoreModule.Migrations, PricingModule.Migrations);

    /// <param name="db">Its database.</param>
    /// <param name="add">What it has beside prices.</param>
    /// <param name="map">The endpoints of that.</param>
    public static async Task<PriceConsole> StartAsync(
        TestDatabase db, Action<IServiceCollection>? add = null, Action<WebApplication>? map = null)
    {
        var clock = new FakeTimeProvider(SomePrice.Noon);
        var keyFolder = Directory.CreateTempSubdirectory("dashboard-test-key-").FullName;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddSingleton(new DecisionsDb(db.Source));
        builder.Services.AddSingleton(
            new DecisionsDoorbell(db.ConnectionString, TimeProvider.System, NullLogger<DecisionsDoorbell>.Instance));
        builder.Services.AddHostedService(provider => provider.GetRequiredService<DecisionsDoorbell>());
        builder.Services.AddSingleton(AuditKey.ReadOrCreate(keyFolder));
        builder.Services.AddSingleton<DecisionStore>();
        builder.Services.AddSingleton<Projections>();
        builder.Services.AddSingleton<EventStore.EventStore>();
        builder.Services.AddPricing();
        add?.Invoke(builder.Services);
        builder.Services.AddAuthentication("test")
            .AddScheme<AuthenticationSchemeOptions, ScopesFromToken>("test", null);
        var authorization = builder.Services.AddAuthorizationBuilder();
        foreach (var scope in Scopes.All)
        {
            authorization.AddPolicy(Scopes.Policy(scope), policy => policy.RequireClaim("scope", scope));
        }

        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapPrices();
        map?.Invoke(app);
        await app.StartAsync(Ct);
        return new PriceConsole(app, keyFolder) { Clock = clock };
    }

    public Task<HttpResponseMessage> PostAsync(string path, string body, string scopes = "manage") =>
        SendAsync(HttpMethod.Post, path, scopes, Encoding.UTF8.GetBytes(body));

    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, string? scopes, byte[]? body = null)
    {
        var server = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        using var client = new HttpClient { BaseAddress = new Uri(server.Addresses.First()) };
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = scopes is null ? null : new AuthenticationHeaderValue("Bearer", scopes);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        return await client.SendAsync(request, Ct);
    }

    public static async Task<JsonElement> JsonAsync(HttpResponseMessage response) =>
        JsonDocument.Parse(await response.Content.ReadAsStringAsync(Ct)).RootElement;

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        Directory.Delete(_keyFolder, recursive: true);
    }

    private sealed class ScopesFromToken(
        IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            if (!AuthenticationHeaderValue.TryParse(Request.Headers.Authorization, out var header)
                || header.Parameter is null)
            {
                return Task.FromResult(AuthenticateResult.NoResult());
            }

            var claims = header.Parameter.Split('+').Select(scope => new Claim("scope", scope))
                .Append(new Claim(ClaimTypes.NameIdentifier, "key:test"));
            var user = new ClaimsPrincipal(new ClaimsIdentity(claims, Scheme.Name));
            return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(user, Scheme.Name)));
        }
    }
}

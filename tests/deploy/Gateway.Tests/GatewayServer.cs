using System.Net;
using System.Security.Claims;
using System.Text;
using System.Text.Encodings.Web;
using Dashboard.Access;
using Dashboard.Deployments.Serving;
using Dashboard.Events;
using Dashboard.Gateway.Door;
using Dashboard.Gateway.Recording;
using Dashboard.Pricing;
using Dashboard.Quota.Admission;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Xunit;

namespace Dashboard.Gateway.Tests;

/// <summary>The gateway alone on a real socket; what it would record is collected.</summary>
internal sealed class GatewayServer : IAsyncDisposable
{
    public const string KeyVariable = "GATEWAY_TESTS_PROVIDER_KEY";
    public const string ProviderKey = "sk-provider-secret";

    private readonly WebApplication _app;

    static GatewayServer() => Environment.SetEnvironmentVariable(KeyVariable, ProviderKey);

    private GatewayServer(GatewayOptions options, IAdmission? admission)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        builder.Services.AddGateway(builder.Configuration);
        builder.Services.RemoveAll<IHostedService>();
        builder.Services.AddSingleton<RouteTable>();
        builder.Services.AddSingleton<ConnectGuard>();
        builder.Services.AddSingleton<PriceBooks>();
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton<ICallRecordSink>(Records);
        builder.Services.AddSingleton<IAdmission>(admission ?? new OpenAdmission());
        builder.Services.AddAuthentication("test").AddScheme<AuthenticationSchemeOptions, TestKeys>("test", null);
        builder.Services.AddAuthorizationBuilder()
            .AddPolicy(Scopes.Policy(Scopes.Gateway), policy => policy.RequireClaim("scope", Scopes.Gateway));
        _app = builder.Build();
        _app.UseAuthentication();
        _app.UseAuthorization();
        _app.MapDoor();
    }

    /// <summary>A client whose key may use the gateway, and nothing else.</summary>
    public HttpClient Client { get; } = new() { Timeout = TimeSpan.FromMinutes(5) };

    public CollectedRecords Records { get; } = new();

    public IServiceProvider Services => _app.Services;

    public static async Task<GatewayServer> StartAsync(GatewayOptions? options = null, IAdmission? admission = null)
    {
        var server = new GatewayServer(options ?? new GatewayOptions { RetryDelay = TimeSpan.FromMilliseconds(1) }, admission);
        await server._app.StartAsync(TestContext.Current.CancellationToken);
        server.Client.BaseAddress = new Uri(server._app.Urls.Single());
        server.Client.DefaultRequestHeaders.Authorization = new("Bearer", "gateway-key");
        return server;
    }

    /// <summary>Serves the versions as the route <c>gus</c> of project 3, at equal weight when there are two.</summary>
    public void Serve(StickyBy sticky, params ServingVersion[] split) => Services.GetRequiredService<RouteTable>().Replace(
        new RouteSnapshot(
            [
                new ServingRoute
                {
                    Project = new ProjectId(3),
                    Route = "gus",
                    Model = "gus-model",
                    Revision = 7,
                    Sticky = sticky,
                    Salt = "salt",
                    Split = split,
                },
            ],
            split.Select(version => new CallableVersion(new ProjectId(3), "gus-model", version))));

    public void Serve(FakeUpstream upstream) => Serve(StickyBy.Key, Version("v1", 100, upstream));

    public static ServingVersion Anthropic(string name, int weight, FakeUpstream upstream) => new(
        name,
        weight,
        "claude-sonnet-4-5",
        new ApprovedConnection("claude", upstream.BaseUrl, KeyVariable),
        ProviderNames.Anthropic);

    public static ServingVersion Version(string name, int weight, FakeUpstream upstream, string model = "gpt-4o-mini") =>
        new(name, weight, model, new ApprovedConnection("openai", upstream.BaseUrl, KeyVariable));

    public Task<HttpResponseMessage> PostAsync(string path, string body, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return Client.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    public Task<HttpResponseMessage> ChatAsync(string body, params (string Name, string Value)[] headers) =>
        PostAsync("/v1/chat/completions", body, headers);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }

    /// <summary>A key is known by its name: <c>gateway-key</c>, <c>deploy-key</c>, <c>read-key</c>.</summary>
    private sealed class TestKeys(
        IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            var key = Request.Headers.Authorization.ToString().Split(' ')[^1];
            string[] scopes = key switch
            {
                "deploy-key" => [Scopes.Gateway, Scopes.Deploy],
                "read-key" => [Scopes.Read],
                _ => [Scopes.Gateway],
            };
            var user = new ClaimsPrincipal(new ClaimsIdentity(
                [
                    new Claim(ClaimTypes.NameIdentifier, "key:" + key),
                    new Claim("project", "3"),
                    .. scopes.Select(scope => new Claim("scope", scope)),
                ],
                "test"));
            return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(user, Scheme.Name)));
        }
    }
}

using System.Net;
using System.Net.Sockets;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Dashboard.Access;
using Dashboard.Ingest.Grpc;
using Dashboard.Ingest.Http;
using Dashboard.Pricing;
using Dashboard.Telemetry;
using Dashboard.Telemetry.Writing;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dashboard.Ingest.Tests.Http;

/// <summary>A real Kestrel with the OTLP endpoints alone; what they would write is collected.</summary>
internal sealed class OtlpServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private OtlpServer(BodyBudget? budget)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration[OtlpGrpcOptions.ListenSetting] = $"127.0.0.1:{GrpcPort}";
        builder.WebHost.ConfigureKestrel(kestrel => OtlpGrpc.Configure(kestrel, builder.Configuration));
        builder.WebHost.UseUrls("http://127.0.0.1:0", OtlpGrpc.Url(builder.Configuration)!);
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(new FakeTimeProvider(Captures.Now));
        builder.Services.AddMetrics();
        builder.Services.AddSingleton<PriceBooks>();
        builder.Services.AddOtlp();
        builder.Services.AddOtlpGrpc(builder.Configuration);
        builder.Services.AddSingleton(budget ?? new BodyBudget());
        builder.Services.AddSingleton(new OtlpSinks(
            (records, _) => StoreAsync(Spans, records),
            (records, _) => StoreAsync(Logs, records),
            (records, _) => StoreAsync(Metrics, records))
        {
            SpansBusyFor = () => BusyFor,
        });
        builder.Services.AddAuthentication("test").AddScheme<AuthenticationSchemeOptions, Anyone>("test", null);
        builder.Services.AddAuthorizationBuilder()
            .AddPolicy(Scopes.Policy(Scopes.Ingest), policy => policy.RequireClaim("scope", Scopes.Ingest));
        _app = builder.Build();
        _app.UseOtlpGrpc();
        _app.UseAuthentication();
        _app.UseAuthorization();
        _app.MapOtlp();
        _app.MapOtlpGrpc();
    }

    public HttpClient Client { get; } = new();

    public int GrpcPort { get; } = FreePort();

    public List<SpanRecord> Spans { get; } = [];

    public List<LogRecord> Logs { get; } = [];

    public List<MetricRecord> Metrics { get; } = [];

    /// <summary>What the writers answer.</summary>
    public WriteResult Result { get; set; } = new WriteResult.Committed(0, 0);

    /// <summary>How long the queue of spans is full; null while there is room.</summary>
    public TimeSpan? BusyFor { get; set; }

    public static async Task<OtlpServer> StartAsync(BodyBudget? budget = null)
    {
        var server = new OtlpServer(budget);
        await server._app.StartAsync(TestContext.Current.CancellationToken);
        server.Client.BaseAddress = new Uri(server._app.Urls.First());
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private Task<WriteResult> StoreAsync<T>(List<T> into, IReadOnlyList<T> records)
    {
        if (Result is WriteResult.Committed)
        {
            into.AddRange(records);
        }

        return Task.FromResult(Result);
    }

    /// <summary>Everyone may send telemetry, except with the key that may not.</summary>
    private sealed class Anyone(
        IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            var scope = Request.Headers["x-api-key"] == "reader" ? Scopes.Read : Scopes.Ingest;
            var user =
                new ClaimsPrincipal(new ClaimsIdentity([new Claim("scope", scope), new Claim("project", "3")], "test"));
            return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(user, Scheme.Name)));
        }
    }
}

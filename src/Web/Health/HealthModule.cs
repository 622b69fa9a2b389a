using Dashboard.EventStore;
using Dashboard.Postgres;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using OpenTelemetry.Metrics;

namespace Dashboard.Web.Health;

/// <summary>Is the process alive, and can it do its work: for load balancers and for people who wonder.</summary>
internal static class HealthModule
{
    public const string Stopping = "server";
    public const string Server = "embedded_server";
    public const string Decisions = "decisions_database";
    public const string Telemetry = "telemetry_database";
    public const string Disk = "disk";
    public const string Audit = "audit";
    public const string ReadModels = "read_models";

    private static readonly TimeSpan _period = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);

    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddHealthChecks()
            .Add(Complaint<IHostApplicationLifetime>(Stopping, lifetime =>
                lifetime.ApplicationStopping.IsCancellationRequested ? "The server is shutting down." : null))
            .Add(Complaint<PostgresStartup>(Server, startup => startup.ServerTrouble))
            .Add(Database(Decisions, provider => provider.GetRequiredService<DecisionsDb>().Source))
            .Add(Database(Telemetry, provider => provider.GetRequiredService<TelemetryDb>().Source))
            .Add(Complaint<FreeSpace>(Disk, space => space.Shortage))
            .Add(Complaint<EventStore.EventStore>(Audit, store => store.HeadFault, HealthStatus.Degraded))
            // All consoles show the same tables: to take one away would leave none.
            .Add(Complaint<Projections>(ReadModels, projections => projections.Fault, HealthStatus.Degraded));
        services.AddSingleton<HealthState>();
        services.AddSingleton<IHealthCheckPublisher>(provider => provider.GetRequiredService<HealthState>());
        services.Configure<HealthCheckPublisherOptions>(publisher =>
        {
            publisher.Delay = _period;
            publisher.Period = _period;
            publisher.Timeout = _patience;
        });
        services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter("Dashboard.*", "System.Runtime", "Npgsql")
            .AddPrometheusExporter());
        return services;
    }

    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        var health = endpoints.MapGroup("").WithTags("Health");
        health.MapGet("/healthz", () => TypedResults.Text("ok"))
            .WithSummary("Whether the process is alive.");
        health.MapGet("/readyz", ReadyAsync)
            .WithSummary("Whether the server can do its work; 503 with the reasons where it cannot. What is out of date is said with 200.")
            .Produces<ReadinessReport>()
            .Produces<ReadinessReport>(StatusCodes.Status503ServiceUnavailable);
        // Numbers of the process and of its own work, without names of people or texts: open, like the two above.
        endpoints.MapPrometheusScrapingEndpoint("/metrics");
    }

    private static async Task<JsonHttpResult<ReadinessReport>> ReadyAsync(
        HealthCheckService checks, CancellationToken ct)
    {
        var report = ReadinessReport.Of(await checks.CheckHealthAsync(ct));
        return TypedResults.Json(
            report,
            statusCode: report.Status == "ready" ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static HealthCheckRegistration Complaint<T>(
        string name, Func<T, string?> complaint, HealthStatus? failure = null)
        where T : notnull =>
        new(
            name,
            provider => new ReasonCheck(() => complaint(provider.GetRequiredService<T>())),
            failureStatus: failure,
            tags: null);

    private static HealthCheckRegistration Database(string name, Func<IServiceProvider, NpgsqlDataSource> source)
    {
        DatabaseCheck? check = null;
        return new(name, provider => check ??= new DatabaseCheck(source(provider)), failureStatus: null, tags: null);
    }
}

using Dashboard.Postgres;
using Dashboard.Telemetry.Content;
using Dashboard.Telemetry.Erasure;
using Dashboard.Telemetry.Live;
using Dashboard.Telemetry.Partitions;
using Dashboard.Telemetry.Reading;
using Dashboard.Telemetry.Repricing;
using Dashboard.Telemetry.Rollups;
using Dashboard.Telemetry.Searching;
using Dashboard.Telemetry.SetAside;
using Dashboard.Telemetry.Trail;
using Dashboard.Telemetry.Writing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Dashboard.Telemetry;

/// <summary>The store of calls: written, summed, searched, kept and forgotten.</summary>
public static class TelemetryModule
{
    /// <summary>The tables of calls, rollups and records.</summary>
    public static MigrationSet Migrations { get; } =
        new("telemetry", typeof(TelemetryModule).Assembly, "Migrations", DatabaseRole.Telemetry);

    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(Migrations);
        services.AddSetAside();
        services.AddRepricing();
        services.AddContent();
        services.AddErasure();
        services.AddPartitions();
        AddWriting(services);
        AddRollups(services);
        AddReading(services);
        services.AddSearching();
        services.AddAccessTrail(configuration);
        return services;
    }

    public static IEndpointRouteBuilder MapTelemetry(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapRepricing();
        endpoints.MapContent();
        endpoints.MapErasure();
        endpoints.MapRetention();
        return endpoints;
    }

    private static void AddWriting(IServiceCollection services)
    {
        services.AddSingleton<SeriesDirectory>();
        services.AddSingleton<CallBell>();
        services.AddSingleton<SpanTransaction>();
        services.AddSingleton(provider => new CallWriter(
            provider.GetRequiredService<SpanTransaction>(),
            provider.GetRequiredService<CallBell>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<CallWriter>>(),
            provider.GetRequiredService<ContentRules>(),
            provider.GetRequiredService<FreeSpace>()));
        services.AddHostedService(provider => provider.GetRequiredService<CallWriter>());
        services.AddHealthChecks().AddCheck<IngestCheck>(IngestCheck.Name);
        services.AddSingleton<CallRetraction>();
        services.AddSingleton<RecordGate>();
        services.AddSingleton<LogWriter>();
        services.AddSingleton<MetricWriter>();
    }

    private static void AddRollups(IServiceCollection services)
    {
        services.AddSingleton<Compactor>();
        services.AddSingleton<RollupVerifier>();
        services.AddHostedService<CompactorLoop>();
    }

    private static void AddReading(IServiceCollection services)
    {
        services.AddSingleton<MetricsQueries>();
        services.AddSingleton<AgentOnlyTokens>();
        services.AddSingleton<CallQueries>();
        services.AddSingleton<CallSumReader>();
        services.AddSingleton<LiveViews>();
        services.AddHostedService(provider => provider.GetRequiredService<LiveViews>());
    }
}

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Dashboard.Postgres;

/// <summary>Wires the databases: pools, migrations, doorbells, and the embedded server where none is configured.</summary>
public static class PostgresModule
{
    /// <summary>Call it first: the databases are open before the hosted services of the others start.</summary>
    public static IServiceCollection AddPostgres(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(PostgresOptions.From(configuration));
        services.AddSingleton<PostgresStartup>();
        services.AddSingleton(provider => provider.GetRequiredService<PostgresStartup>().Decisions);
        services.AddSingleton(provider => provider.GetRequiredService<PostgresStartup>().Telemetry);
        services.AddSingleton<FreeSpace>();
        services.AddHostedService<PostgresHost>();
        services.AddSingleton<BackupWriter>();
        services.AddSingleton<BackupRestorer>();
        services.AddSingleton(provider => new DecisionsDoorbell(
            provider.GetRequiredService<PostgresStartup>().DecisionsConnectionString,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<DecisionsDoorbell>>()));
        services.AddSingleton(provider => new TelemetryDoorbell(
            provider.GetRequiredService<PostgresStartup>().TelemetryConnectionString,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<TelemetryDoorbell>>()));
        services.AddHostedService(provider => provider.GetRequiredService<DecisionsDoorbell>());
        services.AddHostedService(provider => provider.GetRequiredService<TelemetryDoorbell>());
        return services;
    }
}

using Dashboard.Deployments.Api;
using Dashboard.Deployments.Away;
using Dashboard.Deployments.Connections;
using Dashboard.Deployments.Models;
using Dashboard.Deployments.Routes;
using Dashboard.Deployments.Serving;
using Dashboard.Events;
using Dashboard.EventStore;
using Dashboard.Postgres;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Dashboard.Deployments;

/// <summary>Which version serves: connections, models and their versions, routes, rollback.</summary>
public static class DeploymentsModule
{
    /// <summary>The tables of this capability.</summary>
    public static MigrationSet Migrations { get; } =
        new("deployments", typeof(DeploymentsModule).Assembly, "Migrations", DatabaseRole.Decisions);

    /// <summary>Registers decisions, read models and the table of routes that the gateway reads.</summary>
    public static IServiceCollection AddDeployments(this IServiceCollection services, IConfiguration configuration)
    {
        var folder = Path.Combine(PostgresOptions.From(configuration).DataFolder, "deployments");
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(Migrations);
        services.AddSingleton(new EventTypes(
            typeof(ConnectionApproved), typeof(ConnectionRetired),
            typeof(VersionRegistered), typeof(VersionEvaluated), typeof(VersionRetired),
            typeof(RouteDeployed), typeof(RolloutPromoted), typeof(RolloutAborted), typeof(RouteRolledBack),
            typeof(RevisionExplained), typeof(RollbackDropped)));
        // A route refers to versions, and a version to a connection: in this order none is ever missing.
        services.AddSingleton<IProjection, ConnectionProjection>();
        services.AddSingleton<IProjection, ModelProjection>();
        services.AddSingleton<IProjection, RouteProjection>();

        services.AddSingleton<ConnectGuard>();
        services.AddSingleton<RouteTable>();
        services.AddSingleton<ServingBook>();
        services.AddSingleton<BookReader>();
        services.AddKeptFile<BookFile>(Path.Combine(folder, "routes.json"));
        services.AddKeptFile<PendingRollback[]>(Path.Combine(folder, "pending-rollbacks.json"));
        services.AddSingleton<PendingSettler>();
        services.AddSingleton<RouteKeeper>();
        services.AddHostedService(provider => provider.GetRequiredService<RouteKeeper>());
        services.AddDesks();
        return services;
    }

    /// <summary>Maps <c>/api/connections</c>, <c>/api/models</c> and <c>/api/routes</c>.</summary>
    public static IEndpointRouteBuilder MapDeployments(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapConnections();
        endpoints.MapModels();
        endpoints.MapRoutes();
        return endpoints;
    }

    private static void AddDesks(this IServiceCollection services)
    {
        services.AddSingleton<DecisionTurn>();
        services.AddSingleton<UpstreamKeys>();
        services.AddSingleton<ConnectionDesk>();
        services.AddSingleton(provider => new ModelDesk(
            provider.GetRequiredService<EventStore.EventStore>(),
            provider.GetRequiredService<ServingBook>(),
            provider.GetRequiredService<DecisionTurn>(),
            provider.GetRequiredService<RouteKeeper>()));
        services.AddSingleton(provider => new ModelQueries(provider.GetRequiredService<ServingBook>()));
        services.AddSingleton(provider => new RouteDesk(
            provider.GetRequiredService<EventStore.EventStore>(),
            provider.GetRequiredService<ServingBook>(),
            provider.GetRequiredService<RouteKeeper>(),
            provider.GetRequiredService<DecisionTurn>(),
            provider.GetRequiredService<KeptFile<PendingRollback[]>>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new RouteQueries(provider.GetRequiredService<ServingBook>()));
    }

    private static void AddKeptFile<T>(this IServiceCollection services, string path)
        where T : class =>
        services.AddSingleton(provider => new KeptFile<T>(path, provider.GetRequiredService<ILogger<KeptFile<T>>>()));
}

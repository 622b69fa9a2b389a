using Dashboard.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Dashboard.EventStore;

/// <summary>Wires the store. Capabilities add their own <see cref="EventTypes"/> and <see cref="IProjection"/>s.</summary>
public static class EventStoreModule
{
    /// <summary>The ring of the decisions' doorbell after events were appended, by any console.</summary>
    public const string Bell = SealedAppender.Bell;

    /// <summary>The store's tables: ours by numbered files, Marten's own by Marten.</summary>
    public static MigrationSet Migrations { get; } =
        new("eventstore", typeof(EventStoreModule).Assembly, "Migrations", DatabaseRole.Decisions)
        {
            Then = MartenSchema.ApplyAsync,
        };

    /// <summary>Call it after <see cref="PostgresModule.AddPostgres"/> and before what reads projections at its start.</summary>
    public static IServiceCollection AddEventStore(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(Migrations);
        services.AddSingleton(provider => AuditKey.ReadOrCreate(provider.GetRequiredService<PostgresOptions>().DataFolder));
        services.AddSingleton<DecisionStore>();
        services.AddSingleton<Projections>();
        services.AddSingleton<EventStore>();
        services.AddHostedService<ReadModelKeeper>();
        services.AddHostedService<AuditWatch>();
        return services;
    }
}

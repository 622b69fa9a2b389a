using Dashboard.Postgres;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Telemetry.Searching;

/// <summary>Finding calls among millions: indexes of closed days, the grammar of a search, saved views.</summary>
public static class SearchingModule
{
    /// <summary>The words of a call, the state of the indexes, the saved views.</summary>
    public static MigrationSet Migrations { get; } =
        new("searching", typeof(SearchingModule).Assembly, "Searching/Migrations", DatabaseRole.Telemetry);

    /// <summary>Call it after the tables of calls are registered.</summary>
    public static IServiceCollection AddSearching(this IServiceCollection services)
    {
        services.AddSingleton(Migrations);
        services.AddSingleton<PartitionIndexes>();
        services.AddHostedService<IndexKeeper>();
        services.AddSingleton<SavedViews>();
        return services;
    }
}

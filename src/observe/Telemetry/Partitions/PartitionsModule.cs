using Dashboard.Events;
using Dashboard.EventStore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Dashboard.Telemetry.Partitions;

/// <summary>Partitions of telemetry and how long they are kept.</summary>
internal static class PartitionsModule
{
    public static void AddPartitions(this IServiceCollection services)
    {
        services.AddSingleton(new EventTypes(typeof(RetentionChanged)));
        services.AddOptions<RetentionOptions>();
        services.AddSingleton<PartitionStore>();
        services.AddSingleton(provider => new RetentionDesk(
            provider.GetRequiredService<EventStore.EventStore>(),
            provider.GetRequiredService<IOptions<RetentionOptions>>(),
            provider.GetRequiredService<PartitionStore>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<PartitionKeeper>();
        services.AddHostedService(provider => provider.GetRequiredService<PartitionKeeper>());
    }
}

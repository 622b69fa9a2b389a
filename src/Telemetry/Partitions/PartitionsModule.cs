using Dashboard.Events;
using Dashboard.EventStore;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Telemetry.Partitions;

/// <summary>Partitions of telemetry and how long they are kept.</summary>
internal static class PartitionsModule
{
    public static void AddPartitions(this IServiceCollection services)
    {
        services.AddSingleton(new EventTypes(typeof(RetentionChanged)));
        services.AddOptions<RetentionOptions>();
        services.AddSingleton<PartitionStore>();
        services.AddSingleton<RetentionDesk>();
        services.AddSingleton<PartitionKeeper>();
        services.AddHostedService(provider => provider.GetRequiredService<PartitionKeeper>());
    }
}

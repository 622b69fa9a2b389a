using Dashboard.Postgres;
using Dashboard.Pricing;
using Dashboard.Pricing.Recording;
using Dashboard.Telemetry.Partitions;
using Dashboard.Telemetry.Repricing;
using Dashboard.Telemetry.Writing;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Ingest.Bulk;

/// <summary>Whole histories in and out.</summary>
public static class BulkModule
{
    public static void AddBulk(this IServiceCollection services)
    {
        services.AddSingleton(provider => new CallLoader(
            provider.GetRequiredService<TelemetryDb>(),
            provider.GetRequiredService<PartitionStore>(),
            provider.GetRequiredService<SeriesDirectory>(),
            provider.GetRequiredService<PriceBooks>(),
            provider.GetRequiredService<PriceListKeeper>(),
            provider.GetRequiredService<PriceWatermark>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new CallRemoval(provider.GetRequiredService<TelemetryDb>()));
    }
}

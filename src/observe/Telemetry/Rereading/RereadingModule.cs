using Dashboard.Postgres;
using Dashboard.Telemetry.Pricing;
using Dashboard.Telemetry.Pricing.Recording;
using Dashboard.Telemetry.Rollups;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Telemetry.Rereading;

/// <summary>Reads stored calls again by the rules of now.</summary>
internal static class RereadingModule
{
    public static void AddRereading(this IServiceCollection services) =>
        services.AddSingleton(provider => new UsageRereading(
            provider.GetRequiredService<TelemetryDb>(),
            async ct =>
            {
                await provider.GetRequiredService<PriceListKeeper>().ReloadAsync(ct);
                return provider.GetRequiredService<PriceBooks>().Current;
            },
            provider.GetRequiredService<Compactor>()));
}

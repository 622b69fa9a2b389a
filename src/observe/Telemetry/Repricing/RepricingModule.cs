using Dashboard.Pricing;
using Dashboard.Pricing.Recording;
using Dashboard.Telemetry.SetAside;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Dashboard.Telemetry.Repricing;

/// <summary>Gives stored calls the cost of prices that were recorded later.</summary>
internal static class RepricingModule
{
    public static void AddRepricing(this IServiceCollection services)
    {
        services.AddSingleton(provider => new PriceWatermark(
            provider.GetRequiredService<PriceBooks>(),
            // Not before it is needed: who only stores calls needs no memory of decisions.
            ct => provider.GetRequiredService<PriceListKeeper>().ReloadAsync(ct)));
        services.AddSingleton<RepricingQueue>();
        services.TryAddSingleton<SetAsideRecords>();
        services.AddSingleton<FailedCells>();
        services.AddSingleton(provider => new Repricer(
            provider.GetRequiredService<Dashboard.Postgres.TelemetryDb>(),
            provider.GetRequiredService<RepricingQueue>(),
            provider.GetRequiredService<PriceWatermark>(),
            provider.GetRequiredService<FailedCells>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<RepricingQueries>();
        services.AddSingleton<PriceMarkers>();
        services.AddHostedService<RepricingLoop>();
    }
}

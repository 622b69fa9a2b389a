using Dashboard.Events;
using Dashboard.EventStore;
using Dashboard.Postgres;
using Dashboard.Pricing;
using Dashboard.Pricing.Recording;
using Dashboard.Telemetry.Rollups;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Ingest.Rereading;

/// <summary>Reads stored calls again by the rules of now.</summary>
public static class RereadingModule
{
    private const string Stream = "repricing";
    private const string StreamType = "Repricing";

    public static void AddRereading(this IServiceCollection services)
    {
        services.AddSingleton(new EventTypes(typeof(CallsRepriced)));
        services.AddSingleton(provider => new UsageRereading(
            provider.GetRequiredService<TelemetryDb>(),
            async ct =>
            {
                await provider.GetRequiredService<PriceListKeeper>().ReloadAsync(ct);
                return provider.GetRequiredService<PriceBooks>().Current;
            },
            provider.GetRequiredService<Compactor>(),
            (fact, context, ct) => provider.GetRequiredService<EventStore.EventStore>()
                .AppendAsync(Stream, StreamType, expectedVersion: null, [fact], context, ct)));
    }
}

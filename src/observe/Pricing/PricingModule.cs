using Dashboard.Events;
using Dashboard.EventStore;
using Dashboard.Postgres;
using Dashboard.Pricing.Api;
using Dashboard.Pricing.Recording;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Dashboard.Pricing;

/// <summary>What calls cost: the price list, its facts, its import.</summary>
public static class PricingModule
{
    /// <summary>The table of recorded prices.</summary>
    public static MigrationSet Migrations { get; } =
        new("pricing", typeof(PricingModule).Assembly, "Migrations", DatabaseRole.Decisions);

    /// <summary>Call it after <see cref="EventStoreModule.AddEventStore"/> and before what prices calls.</summary>
    public static IServiceCollection AddPricing(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(Migrations);
        services.AddSingleton(new EventTypes(typeof(PriceSet), typeof(PricesImported), typeof(BuiltInPricesAdopted)));
        services.AddSingleton<IProjection, PriceProjection>();
        services.AddSingleton<PriceBooks>();
        services.AddSingleton<PriceTable>();
        services.AddSingleton<PriceRecorder>();
        services.AddSingleton<PriceListKeeper>();
        services.AddHostedService(provider => provider.GetRequiredService<PriceListKeeper>());
        return services;
    }

    /// <summary><c>GET /api/prices</c>, <c>POST /api/prices</c>, <c>POST /api/prices/import</c>.</summary>
    public static IEndpointRouteBuilder MapPrices(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPriceList();
        endpoints.MapPriceImport();
        return endpoints;
    }
}

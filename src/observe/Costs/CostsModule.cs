using Dashboard.Costs.Api;
using Dashboard.Costs.Budgets;
using Dashboard.Costs.Days;
using Dashboard.Costs.Page;
using Dashboard.Costs.Unpriced;
using Dashboard.Postgres;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Costs;

/// <summary>The cost page and what it asks.</summary>
public static class CostsModule
{
    /// <summary>Comes after the tables of calls.</summary>
    public static MigrationSet Migrations { get; } =
        new("costs", typeof(CostsModule).Assembly, "Migrations", DatabaseRole.Telemetry);

    /// <summary>Call it after the tables of calls and the prices have been added.</summary>
    public static IServiceCollection AddCosts(this IServiceCollection services)
    {
        services.AddBudgets();
        services.AddSingleton(Migrations);
        services.AddSingleton<CostRows>();
        services.AddSingleton<CostQueries>();
        services.AddSingleton<UnpricedCalls>();
        services.AddSingleton<CostReader>();
        services.AddSingleton(provider => new DayComparisons(
            provider.GetRequiredService<CostRows>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new CostOutlooks(
            provider.GetRequiredService<CostRows>(),
            provider.GetRequiredService<BudgetTable>(),
            provider.GetRequiredService<TimeProvider>()));
        return services;
    }

    /// <summary><c>GET /api/costs/export</c>.</summary>
    public static IEndpointRouteBuilder MapCosts(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapBudgets();
        endpoints.MapCostExport();
        return endpoints;
    }
}

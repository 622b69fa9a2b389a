using Dashboard.Costs.Budgets.Api;
using Dashboard.Events;
using Dashboard.EventStore;
using Dashboard.Postgres;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Costs.Budgets;

/// <summary>What a project and its routes may cost a month.</summary>
public static class BudgetsModule
{
    /// <summary>The table of budgets.</summary>
    public static MigrationSet Migrations { get; } =
        new("budgets", typeof(BudgetsModule).Assembly, "Budgets/Migrations", DatabaseRole.Decisions);

    /// <summary>Call it after <see cref="EventStoreModule.AddEventStore"/>.</summary>
    public static IServiceCollection AddBudgets(this IServiceCollection services)
    {
        services.AddSingleton(Migrations);
        services.AddSingleton(new EventTypes(typeof(BudgetSet), typeof(BudgetRemoved)));
        services.AddSingleton<IProjection, BudgetProjection>();
        services.AddSingleton<BudgetTable>();
        services.AddSingleton<BudgetRecorder>();
        return services;
    }

    /// <summary><c>GET /api/budgets</c>, <c>PUT /api/budgets</c>.</summary>
    public static IEndpointRouteBuilder MapBudgets(this IEndpointRouteBuilder endpoints)
    {
        BudgetEndpoints.MapBudgets(endpoints);
        return endpoints;
    }
}

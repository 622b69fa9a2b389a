using Dashboard.Access.Keys;
using Dashboard.Events;
using Dashboard.EventStore;
using Dashboard.Postgres;
using Dashboard.Quota.Admission;
using Dashboard.Quota.Budgets;
using Dashboard.Quota.Limits;
using Dashboard.Quota.Rates;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dashboard.Quota;

/// <summary>What a key may do at the gateway: routes, rates, budgets.</summary>
public static class QuotaModule
{
    /// <summary>The tables of limits and budgets.</summary>
    public static MigrationSet Migrations { get; } =
        new("gateway_keys", typeof(QuotaModule).Assembly, "Migrations", DatabaseRole.Decisions);

    public static void AddQuota(this IServiceCollection services)
    {
        services.AddSingleton(Migrations);
        services.AddSingleton(new EventTypes(typeof(KeyLimitsSet)));
        services.AddSingleton<IProjection, KeyLimitsProjection>();
        services.AddSingleton<KeyLimitsTable>();
        services.AddSingleton<KeyLimitsBook>();
        services.AddSingleton<KeyLimitsLoader>();
        services.AddHostedService(provider => provider.GetRequiredService<KeyLimitsLoader>());
        services.AddSingleton(provider => new KeyLimitsDesk(
            provider.GetRequiredService<EventStore.EventStore>(),
            provider.GetRequiredService<ApiKeyDesk>(),
            provider.GetRequiredService<KeyLimitsLoader>(),
            provider.GetRequiredService<KeyLimitsBook>(),
            provider.GetRequiredService<BudgetBank>(),
            provider.GetRequiredService<BudgetAccounts>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<KeyRates>();
        services.AddSingleton<UsageEstimates>();
        services.AddSingleton<IAdmission, KeyAdmission>();
        services.AddSingleton<BudgetBank>();
        services.AddSingleton(provider => new SpendJournal(
            Path.Combine(provider.GetRequiredService<PostgresOptions>().DataFolder, "budgets"),
            provider.GetRequiredService<ILogger<SpendJournal>>()));
        services.AddSingleton<BudgetAccounts>();
        services.AddSingleton<BudgetKeeper>();
        services.AddHostedService(provider => provider.GetRequiredService<BudgetKeeper>());
    }

    public static void MapQuota(this IEndpointRouteBuilder endpoints) => KeyLimitsEndpoints.Map(endpoints);
}

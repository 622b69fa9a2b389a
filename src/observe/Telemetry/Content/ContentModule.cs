using Dashboard.Events;
using Dashboard.EventStore;
using Dashboard.Postgres;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Telemetry.Content;

/// <summary>What may be stored of prompts and answers.</summary>
public static class ContentModule
{
    /// <summary>The table of rules.</summary>
    public static MigrationSet Migrations { get; } =
        new("content", typeof(ContentModule).Assembly, "Content/Migrations", DatabaseRole.Decisions);

    internal static void AddContent(this IServiceCollection services)
    {
        services.AddSingleton(Migrations);
        services.AddSingleton(new EventTypes(typeof(ContentRuleSet)));
        services.AddSingleton<IProjection, ContentProjection>();
        services.AddSingleton<ContentRules>();
        services.AddSingleton<ContentRuleKeeper>();
        services.AddHostedService(provider => provider.GetRequiredService<ContentRuleKeeper>());
        services.AddSingleton(provider => new ContentDesk(
            provider.GetRequiredService<EventStore.EventStore>(),
            provider.GetRequiredService<ContentRules>(),
            provider.GetRequiredService<ContentRuleKeeper>()));
    }
}

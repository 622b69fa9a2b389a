using Dashboard.Access;
using Dashboard.Costs.Page;
using Dashboard.Telemetry.Reading;
using Dashboard.Ui;
using Dashboard.Web.Components;
using Dashboard.Web.Pages.Overview;

namespace Dashboard.Web.Pages;

/// <summary>The console's pages: the layout, the overview, and those that capabilities bring along.</summary>
internal static class PagesModule
{
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddCascadingAuthenticationState();
        services.AddLiveSessions();
        services.AddUi();
        services.AddSingleton<OverviewReader>();
        services.AddSingleton<LastGoodReader>();
        services.AddSingleton<PriceReader>();
        services.AddSingleton<RoutesReader>();
        services.AddSingleton<OverviewFeeds>();
        services.AddSingleton<EnvironmentNames>();
        services.AddSingleton<IDecisionMarks, DecisionMarks>();
        return services;
    }

    /// <summary>Maps every page; the caller says who may see them.</summary>
    public static RazorComponentsEndpointConventionBuilder MapPages(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapRazorComponents<App>()
            // Whoever may frame a page is said once, by the security headers.
            .AddInteractiveServerRenderMode(server => server.ContentSecurityFrameAncestorsPolicy = null)
            .AddAdditionalAssemblies([.. Routes.AdditionalAssemblies]);
}

using Dashboard.Explorer.Api;
using Dashboard.Explorer.ClientMetrics;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Explorer;

/// <summary>Finding calls and reading their numbers: the pages of calls, traces and client metrics, and their interface.</summary>
public static class ExplorerModule
{
    /// <summary>Call it after the store of calls has been added.</summary>
    public static IServiceCollection AddExplorer(this IServiceCollection services)
    {
        services.AddClientMetrics();
        services.AddSignalR();
        return services;
    }

    public static IEndpointRouteBuilder MapExplorer(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMetrics();
        endpoints.MapClientMetrics();
        endpoints.MapCalls();
        endpoints.MapLive();
        return endpoints;
    }
}

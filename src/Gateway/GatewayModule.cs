using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Gateway;

/// <summary>The OpenAI-compatible door.</summary>
public static class GatewayModule
{
    public static IServiceCollection AddGateway(this IServiceCollection services, IConfiguration configuration)
    {
        return services;
    }

    public static IEndpointRouteBuilder MapGateway(this IEndpointRouteBuilder endpoints)
    {
        return endpoints;
    }
}

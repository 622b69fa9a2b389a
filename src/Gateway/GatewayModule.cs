using Dashboard.Gateway.Keys;
using Dashboard.Gateway.Recording;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Dashboard.Gateway;

/// <summary>The OpenAI-compatible door.</summary>
public static class GatewayModule
{
    public static IServiceCollection AddGateway(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddKeys();
        AddRecording(services);
        return services;
    }

    public static IEndpointRouteBuilder MapGateway(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapKeys();
        return endpoints;
    }

    private static void AddRecording(IServiceCollection services)
    {
        services.AddSingleton<CallQueue>();
        services.AddSingleton<ICallRecordSink>(provider => provider.GetRequiredService<CallQueue>());
        services.AddHostedService(provider => provider.GetRequiredService<CallQueue>());
    }
}

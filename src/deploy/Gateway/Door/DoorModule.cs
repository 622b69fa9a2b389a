using Dashboard.Gateway.Recording;
using Dashboard.Gateway.Routing;
using Dashboard.Gateway.Upstream;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Dashboard.Gateway.Door;

/// <summary>The path of a request: in, upstream, out, into the books.</summary>
internal static class DoorModule
{
    public static void AddDoor(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IValidateOptions<GatewayOptions>, GatewayOptionsValidator>();
        services.AddOptions<GatewayOptions>().Bind(configuration).ValidateOnStart();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<GatewayOptions>>().Value);
        services.AddSingleton(provider => new VersionHealthBoard(
            provider.GetRequiredService<GatewayOptions>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<UpstreamClient>();
        services.AddSingleton<AttemptLoop>();
        services.AddSingleton(new ResponsePins());
        services.AddSingleton<CallPricing>();
        services.AddSingleton<AnswerWriter>();
        services.AddSingleton<CallRecorder>();
        services.AddSingleton<CallHandler>();
        services.AddSingleton<ModelsEndpoint>();
    }

    public static void MapDoor(this IEndpointRouteBuilder endpoints) => GatewayEndpoints.Map(endpoints);
}

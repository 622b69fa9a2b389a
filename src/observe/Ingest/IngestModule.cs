using Dashboard.Ingest.Bulk;
using Dashboard.Ingest.Grpc;
using Dashboard.Ingest.Http;
using Dashboard.Ingest.Rereading;
using Dashboard.Pricing;
using Dashboard.Telemetry.Writing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Ingest;

/// <summary>Calls in: OTLP over HTTP and gRPC, in every dialect.</summary>
public static class IngestModule
{
    /// <summary>Call it after the prices and the store of calls have been added.</summary>
    public static IServiceCollection AddIngest(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(provider => new SpanIntake(
            provider.GetRequiredService<CallWriter>(),
            provider.GetRequiredService<PriceBooks>(),
            provider.GetRequiredService<CallRetraction>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddRereading();
        services.AddOtlp();
        services.AddOtlpGrpc(configuration);
        services.AddBulk();
        return services;
    }

    public static IEndpointRouteBuilder MapIngest(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapOtlp();
        endpoints.MapOtlpGrpc();
        return endpoints;
    }
}

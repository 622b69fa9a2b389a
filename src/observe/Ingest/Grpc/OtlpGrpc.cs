using Dashboard.Access;
using Dashboard.Access.Authentication;
using Dashboard.Telemetry;
using Grpc.AspNetCore.Server.Model;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Dashboard.Ingest.Grpc;

/// <summary>
/// OTLP/gRPC (https://opentelemetry.io/docs/specs/otlp/#otlpgrpc) on a port of its own: exporters speak HTTP/2 without
/// TLS, which a port of pages cannot offer beside HTTP/1.1.
/// </summary>
public static class OtlpGrpc
{
    /// <summary>16 MiB after decompression: four times what OpenTelemetry's collector takes.</summary>
    internal const int LargestMessage = 16 << 20;

    /// <summary>The address to listen on beside the console's own; null when it is off.</summary>
    public static string? Url(IConfiguration configuration) => Options(configuration).Url;

    /// <summary>Lets the server speak HTTP/2 alone on that port.</summary>
    public static void Configure(KestrelServerOptions kestrel, IConfiguration configuration)
    {
        if (Options(configuration).Port is { } port)
        {
            kestrel.ConfigureEndpointDefaults(listen =>
            {
                if (listen.IPEndPoint?.Port == port)
                {
                    listen.Protocols = HttpProtocols.Http2;
                }
            });
        }
    }

    /// <summary>Must come before authentication: it decides what a port serves at all.</summary>
    public static void UseOtlpGrpc(this IApplicationBuilder app)
    {
        if (app.ApplicationServices.GetRequiredService<IOptions<OtlpGrpcOptions>>().Value.Port is { } port)
        {
            app.UseMiddleware<GrpcPort>(port);
        }
    }

    public static IServiceCollection AddOtlpGrpc(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IValidateOptions<OtlpGrpcOptions>, OtlpGrpcOptionsValidator>();
        services.AddOptions<OtlpGrpcOptions>().Bind(configuration).ValidateOnStart();
        services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = LargestMessage;
            grpc.IgnoreUnknownServices = true;
        });
        AddService<SpanRecord>(services);
        AddService<LogRecord>(services);
        AddService<MetricRecord>(services);
        return services;
    }

    public static void MapOtlpGrpc(this IEndpointRouteBuilder endpoints)
    {
        Map<SpanRecord>(endpoints);
        Map<LogRecord>(endpoints);
        Map<MetricRecord>(endpoints);
    }

    private static OtlpGrpcOptions Options(IConfiguration configuration) =>
        configuration.Get<OtlpGrpcOptions>() ?? new OtlpGrpcOptions();

    private static void AddService<T>(IServiceCollection services)
    {
        services.AddSingleton<ExportService<T>>();
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IServiceMethodProvider<ExportService<T>>, ExportMethod<T>>());
    }

    private static void Map<T>(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGrpcService<ExportService<T>>()
            .RequireAuthorization(Scopes.Policy(Scopes.Ingest))
            .WithMetadata(new DenialWriter(Deny));

    private static Task Deny(HttpContext http, Denial denial)
    {
        var code = denial.Status switch
        {
            StatusCodes.Status401Unauthorized => StatusCode.Unauthenticated,
            StatusCodes.Status429TooManyRequests => StatusCode.ResourceExhausted,
            _ => StatusCode.PermissionDenied,
        };
        GrpcReply.Refuse(http, code, denial.Detail, denial.RetryAfter);
        return Task.CompletedTask;
    }
}

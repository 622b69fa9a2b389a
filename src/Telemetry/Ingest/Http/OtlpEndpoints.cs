using Dashboard.Access;
using Dashboard.Access.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Telemetry.Ingest.Http;

/// <summary>OTLP/HTTP (https://opentelemetry.io/docs/specs/otlp/#otlphttp) at its own paths and at those that other products gave their users.</summary>
public static class OtlpEndpoints
{
    /// <summary><c>/api/public/otel</c> is Langfuse's.</summary>
    private static readonly string[] Prefixes = ["", "/otel", "/api/public/otel"];

    internal static IServiceCollection AddOtlp(this IServiceCollection services)
    {
        services.AddSingleton<BodyBudget>(_ => new BodyBudget());
        services.AddSingleton(provider => new BodyReader(provider.GetRequiredService<BodyBudget>()));
        services.AddSingleton<IngestMeters>();
        return services;
    }

    internal static IEndpointRouteBuilder MapOtlp(this IEndpointRouteBuilder endpoints, OtlpSinks sinks, CallPricing price)
    {
        var services = endpoints.ServiceProvider;
        var traces = ActivatorUtilities.CreateInstance<OtlpReceiver<SpanRecord>>(
            services, "rejectedSpans", Decoder(price), sinks.Spans);
        var logs = ActivatorUtilities.CreateInstance<OtlpReceiver<LogRecord>>(
            services, "rejectedLogRecords", new ExportDecoder<LogRecord>(LogExport.Read), sinks.Logs);
        var metrics = ActivatorUtilities.CreateInstance<OtlpReceiver<MetricRecord>>(
            services, "rejectedDataPoints", new ExportDecoder<MetricRecord>(MetricExport.Read), sinks.Metrics);

        // The group's name is empty: it only carries what all of them share.
        var group = endpoints.MapGroup("")
            .RequireAuthorization(Scopes.Policy(Scopes.Ingest))
            .WithTags("OTLP")

            // Bodies are counted by BodyReader, which can also say 413 in OTLP's words.
            .WithMetadata(new DisableRequestSizeLimitAttribute())
            .WithMetadata(new DenialWriter((http, denial) => OtlpErrors.WriteBodyAsync(http, denial.Status, denial.Detail)));
        foreach (var prefix in Prefixes)
        {
            Map(group, $"{prefix}/v1/traces", traces.ReceiveAsync, "Export spans");
            Map(group, $"{prefix}/v1/logs", logs.ReceiveAsync, "Export log records");
            Map(group, $"{prefix}/v1/metrics", metrics.ReceiveAsync, "Export metrics");
            if (prefix.Length > 0)
            {
                // Some exporters use the base address as it is; what they send there are spans.
                Map(group, prefix, traces.ReceiveAsync, "Export spans");
            }
        }

        return endpoints;
    }

    private static ExportDecoder<SpanRecord> Decoder(CallPricing price) =>
        (body, encoding, project, now) => TraceExport.Read(body, encoding, project, now, price);

    // As a delegate and not a RequestDelegate, so that the API description shows it.
    private static void Map(IEndpointRouteBuilder group, string path, Func<HttpContext, Task> receive, string summary) =>
        group.MapPost(path, (Delegate)receive)
            .WithSummary(summary)
            .Produces(StatusCodes.Status200OK)
            .Produces(StatusCodes.Status400BadRequest)
            .Produces(StatusCodes.Status413PayloadTooLarge)
            .Produces(StatusCodes.Status415UnsupportedMediaType)
            .Produces(StatusCodes.Status429TooManyRequests)
            .Produces(StatusCodes.Status503ServiceUnavailable);
}

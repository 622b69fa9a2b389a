using Dashboard.Access;
using Dashboard.Access.Authentication;
using Dashboard.Telemetry.Pricing;
using Dashboard.Telemetry.Writing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Telemetry.Ingest.Http;

/// <summary>
/// OTLP/HTTP (https://opentelemetry.io/docs/specs/otlp/#otlphttp) at its own paths and at those that other products
/// gave their users.
/// </summary>
internal static class OtlpEndpoints
{
    /// <summary><c>/api/public/otel</c> is Langfuse's.</summary>
    private static readonly string[] Prefixes = ["", "/otel", "/api/public/otel"];

    public static IServiceCollection AddOtlp(this IServiceCollection services)
    {
        services.AddSingleton(new BodyBudget());
        services.AddSingleton(provider => new BodyReader(provider.GetRequiredService<BodyBudget>()));
        services.AddSingleton<IngestMeters>();
        services.AddSingleton(provider => new OtlpSinks(
            provider.GetRequiredService<CallWriter>().WriteAsync,
            provider.GetRequiredService<LogWriter>().WriteAsync,
            provider.GetRequiredService<MetricWriter>().WriteAsync)
        {
            SpansBusyFor = () => provider.GetRequiredService<CallWriter>().BusyFor,
        });
        return services;
    }

    public static IEndpointRouteBuilder MapOtlp(this IEndpointRouteBuilder endpoints)
    {
        var services = endpoints.ServiceProvider;
        var sinks = services.GetRequiredService<OtlpSinks>();
        var prices = services.GetRequiredService<PriceBooks>();
        var traces = Receiver<SpanRecord>(
            services, "rejectedSpans",
            (body, encoding, project, now) => TraceExport.Read(body, encoding, project, now, prices.Current),
            sinks.Spans,
            sinks.SpansBusyFor);
        var logs = Receiver(services, "rejectedLogRecords", LogExport.Read, sinks.Logs, () => null);
        var metrics = Receiver(services, "rejectedDataPoints", MetricExport.Read, sinks.Metrics, () => null);

        // The group's name is empty: it only carries what all of them share.
        var group = endpoints.MapGroup("")
            .RequireAuthorization(Scopes.Policy(Scopes.Ingest))
            .WithTags("OTLP")

            // Bodies are counted by BodyReader, which can also say 413 in OTLP's words.
            .WithMetadata(new DisableRequestSizeLimitAttribute())
            .WithMetadata(
                new DenialWriter((http, denial) => OtlpErrors.WriteBodyAsync(http, denial.Status, denial.Detail)));
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

    private static OtlpReceiver<T> Receiver<T>(
        IServiceProvider services, string countName, ExportDecoder<T> decode, RecordSink<T> store,
        Func<TimeSpan?> busyFor) =>
        ActivatorUtilities.CreateInstance<OtlpReceiver<T>>(services, countName, decode, store, busyFor);

    // As a delegate and not a RequestDelegate, so that the API description shows it.
    private static void Map(
        IEndpointRouteBuilder group, string path, Func<HttpContext, Task> receive, string summary) =>
        group.MapPost(path, (Delegate)receive)
            .WithSummary(summary)
            .Produces(StatusCodes.Status200OK)
            .Produces(StatusCodes.Status400BadRequest)
            .Produces(StatusCodes.Status413PayloadTooLarge)
            .Produces(StatusCodes.Status415UnsupportedMediaType)
            .Produces(StatusCodes.Status429TooManyRequests)
            .Produces(StatusCodes.Status503ServiceUnavailable);
}

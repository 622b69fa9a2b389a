using Dashboard.Access;
using Dashboard.Access.Authentication;
using Dashboard.Pricing;
using Dashboard.Telemetry;
using Dashboard.Telemetry.Writing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Ingest.Http;

/// <summary>
/// OTLP/HTTP (https://opentelemetry.io/docs/specs/otlp/#otlphttp) at its own paths and at those that other products
/// gave their users.
/// </summary>
public static class OtlpEndpoints
{
    /// <summary><c>/api/public/otel</c> is Langfuse's.</summary>
    private static readonly string[] Prefixes = ["", "/otel", "/api/public/otel"];

    public static IServiceCollection AddOtlp(this IServiceCollection services)
    {
        services.AddSingleton(new BodyBudget());
        services.AddSingleton(provider => new BodyReader(provider.GetRequiredService<BodyBudget>()));
        services.AddSingleton<IngestMeters>();
        services.AddSingleton(provider => new OtlpSinks(
            ScoredSink.Of<SpanRecord>(
                provider.GetRequiredService<CallWriter>().WriteAsync,
                [.. Scores(provider).Select(Func<IReadOnlyList<SpanRecord>, CancellationToken, Task> (scores) => scores.TakeAsync)]),
            ScoredSink.Of<LogRecord>(
                provider.GetRequiredService<LogWriter>().WriteAsync,
                [.. Scores(provider).Select(Func<IReadOnlyList<LogRecord>, CancellationToken, Task> (scores) => scores.TakeAsync)]),
            provider.GetRequiredService<MetricWriter>().WriteAsync)
        {
            SpansBusyFor = () => provider.GetRequiredService<CallWriter>().BusyFor,
        });
        AddSignal<SpanRecord>(
            services, Signal.Traces, ReadSpans, sinks => sinks.Spans, sinks => sinks.SpansBusyFor());
        AddSignal(services, Signal.Logs, _ => LogExport.Read, sinks => sinks.Logs, _ => null);
        AddSignal(services, Signal.Metrics, _ => MetricExport.Read, sinks => sinks.Metrics, _ => null);
        return services;
    }

    public static IEndpointRouteBuilder MapOtlp(this IEndpointRouteBuilder endpoints)
    {
        var services = endpoints.ServiceProvider;
        var traces = ActivatorUtilities.CreateInstance<OtlpReceiver<SpanRecord>>(services);
        var logs = ActivatorUtilities.CreateInstance<OtlpReceiver<LogRecord>>(services);
        var metrics = ActivatorUtilities.CreateInstance<OtlpReceiver<MetricRecord>>(services);

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

    private static IEnumerable<ITelemetryScores> Scores(IServiceProvider provider) =>
        provider.GetServices<ITelemetryScores>();

    private static ExportDecoder<SpanRecord> ReadSpans(IServiceProvider provider)
    {
        var prices = provider.GetRequiredService<PriceBooks>();
        return (body, encoding, project, now) => TraceExport.Read(body, encoding, project, now, prices.Current);
    }

    private static void AddSignal<T>(
        IServiceCollection services, Signal signal, Func<IServiceProvider, ExportDecoder<T>> decode,
        Func<OtlpSinks, RecordSink<T>> store, Func<OtlpSinks, TimeSpan?> busyFor) =>
        services.AddSingleton(provider =>
        {
            var sinks = provider.GetRequiredService<OtlpSinks>();
            return ActivatorUtilities.CreateInstance<SignalExport<T>>(
                provider, signal, decode(provider), store(sinks), () => busyFor(sinks));
        });

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

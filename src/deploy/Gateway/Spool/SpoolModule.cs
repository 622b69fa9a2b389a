using System.Diagnostics.Metrics;
using Dashboard.Gateway.Recording;
using Dashboard.Postgres;
using Dashboard.Telemetry.SetAside;
using Dashboard.Telemetry.Writing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Dashboard.Gateway.Spool;

/// <summary>The way of a call's record from the request to the database, which may be away.</summary>
internal static class SpoolModule
{
    public static void AddSpool(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IValidateOptions<SpoolOptions>, SpoolOptionsValidator>();
        services.AddOptions<SpoolOptions>().Bind(configuration).ValidateOnStart();
        services.AddMetrics();
        services.AddSingleton(_ => new SpoolQueue());
        services.AddSingleton(provider => new SpoolStore(
            Root(provider), Options(provider), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new GatewayStatus(
            provider.GetRequiredService<SpoolQueue>(),
            provider.GetRequiredService<SpoolStore>(),
            Options(provider),
            provider.GetRequiredService<IMeterFactory>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new RejectedRecords(
            Root(provider),
            provider.GetRequiredService<GatewayStatus>(),
            provider.GetRequiredService<CallWriter>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<RejectedRecords>>()));
        services.AddSingleton<ISetAside>(provider => provider.GetRequiredService<RejectedRecords>());

        // The last to start is the first to stop: the sink fills the queue until its end, then the sender empties it.
        services.AddSingleton<SpoolSender>();
        services.AddHostedService(provider => provider.GetRequiredService<SpoolSender>());
        services.AddSingleton<CallSpool>();
        services.AddSingleton<ICallRecordSink>(provider => provider.GetRequiredService<CallSpool>());
        services.AddHostedService(provider => provider.GetRequiredService<CallSpool>());
        services.AddHealthChecks().AddCheck<SpoolCheck>(SpoolCheck.Name);
    }

    private static string Root(IServiceProvider provider) =>
        Path.Combine(provider.GetRequiredService<PostgresOptions>().DataFolder, "spool");

    private static SpoolOptions Options(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<SpoolOptions>>().Value;
}

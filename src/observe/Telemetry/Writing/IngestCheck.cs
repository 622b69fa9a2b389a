using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Dashboard.Telemetry.Writing;

/// <summary>Whether calls are being stored, where somebody sends any.</summary>
public sealed class IngestCheck(CallWriter writer) : IHealthCheck
{
    /// <summary>What <c>/readyz</c> calls it.</summary>
    public const string Name = "ingest";

    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(writer.Trouble is { } why ? HealthCheckResult.Unhealthy(why) : HealthCheckResult.Healthy());
}

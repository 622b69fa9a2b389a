using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Dashboard.Web.Health;

/// <summary>Healthy as long as a part of the console has nothing to complain about.</summary>
/// <param name="complaint">What is wrong; null where nothing is.</param>
internal sealed class ReasonCheck(Func<string?> complaint) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(complaint() is { } why
            ? new HealthCheckResult(context.Registration.FailureStatus, why)
            : HealthCheckResult.Healthy());
}

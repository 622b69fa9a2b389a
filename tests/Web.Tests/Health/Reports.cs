using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Dashboard.Web.Tests.Health;

/// <summary>Makes health reports.</summary>
internal static class Reports
{
    /// <summary>Of checks, each with what is wrong; null where nothing is.</summary>
    public static HealthReport Of(params (string Check, string? Wrong)[] checks) => new(
        checks.ToDictionary(
            check => check.Check,
            check => new HealthReportEntry(
                check.Wrong is null ? HealthStatus.Healthy : HealthStatus.Unhealthy,
                check.Wrong,
                TimeSpan.Zero,
                exception: null,
                data: null)),
        TimeSpan.Zero);
}

using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Dashboard.Web.Health;

/// <summary>
/// The answer of <c>/readyz</c>. What is wrong without keeping the console from its work is told, and it is ready.
/// </summary>
internal sealed record ReadinessReport(string Status, IReadOnlyList<ReadinessReport.Check> Checks)
{
    public static ReadinessReport Of(HealthReport report) => new(
        report.Status == HealthStatus.Unhealthy ? "not_ready" : "ready",
        [.. report.Entries.Select(entry => new Check(
            entry.Key,
            entry.Value.Status == HealthStatus.Healthy,
            entry.Value.Description))]);

    /// <summary>One thing that has to work.</summary>
    /// <param name="Name">What was looked at.</param>
    /// <param name="Ok">Whether it works.</param>
    /// <param name="Reason">Why not; null where it does.</param>
    internal sealed record Check(string Name, bool Ok, string? Reason);
}

using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Dashboard.Gateway.Spool;

/// <summary>
/// Not ready while records have nowhere to go: another console should take the calls. A spool that is merely in use says
/// so, and the console stays ready: that is what the spool is for.
/// </summary>
internal sealed class SpoolCheck(GatewayStatus status) : IHealthCheck
{
    public const string Name = "gateway_records";

    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var waiting = string.Create(
            CultureInfo.InvariantCulture,
            $"{status.WaitingRecords} records of calls wait for the database, the oldest for {status.OldestAge.TotalSeconds:0} s.");
        if (status.IsFull || status.DiskTrouble is not null)
        {
            var why = status.DiskTrouble is { } trouble
                ? $"The disk does not take them ({trouble})."
                : $"The spool is full ({SpoolOptions.MaxSetting}, {SpoolOptions.MinFreeSetting}).";
            return Task.FromResult(HealthCheckResult.Unhealthy(
                $"{waiting} {why} {status.Lost} were lost since the start; calls are served nevertheless."));
        }

        return Task.FromResult(status.DatabaseTrouble is not null && status.WaitingRecords > 0
            ? HealthCheckResult.Healthy(waiting)
            : HealthCheckResult.Healthy());
    }
}

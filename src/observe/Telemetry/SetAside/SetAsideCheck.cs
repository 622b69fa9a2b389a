using Dashboard.Postgres;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Dashboard.Telemetry.SetAside;

/// <summary>Says how many records are set aside. The console is ready all the same: the others go on.</summary>
internal sealed class SetAsideCheck(IEnumerable<ISetAside> places, SetAsideGauge gauge) : IHealthCheck
{
    public const string Name = "set_aside";

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(_patience);
            var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
            foreach (var place in places)
            {
                foreach (var (kind, count) in await place.CountAsync(limit.Token))
                {
                    counts[kind] = counts.GetValueOrDefault(kind) + count;
                }
            }

            gauge.Count = counts.Values.Sum();
            return HealthCheckResult.Healthy(gauge.Count == 0
                ? null
                : string.Join(", ", counts.Select(one => SetAsideKinds.Words(one.Key, one.Value)))
                    + (gauge.Count == 1 ? " is" : " are") + " set aside. `dashboard retry` has them tried again.");
        }
        catch (Exception away) when (DatabaseAway.Is(away) || away is OperationCanceledException)
        {
            // Other checks say so.
            cancellationToken.ThrowIfCancellationRequested();
            return HealthCheckResult.Healthy();
        }
    }
}

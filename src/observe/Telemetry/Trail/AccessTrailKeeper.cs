using Dashboard.Postgres;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Dashboard.Telemetry.Trail;

/// <summary>Deletes what the trail has kept long enough, at the start and once an hour.</summary>
internal sealed partial class AccessTrailKeeper(
    AccessTrailTable table, IOptions<AccessTrailOptions> options, TimeProvider clock, ILogger<AccessTrailKeeper> logger)
    : PeriodicLoop(TimeSpan.FromHours(1), clock)
{
    public override Task RunOnceAsync(CancellationToken ct) =>
        table.DeleteAsync(Time.GetUtcNow().AddDays(-options.Value.Days), ct);

    protected override void Failed(Exception failure)
    {
        if (!DatabaseAway.Is(failure))
        {
            LogFailed(failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Old notes of who read content stay for another hour")]
    private partial void LogFailed(Exception exception);
}

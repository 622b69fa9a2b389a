using Dashboard.Events;

namespace Dashboard.Telemetry.Reading;

/// <summary>Which environments a project's calls came from.</summary>
public sealed class EnvironmentNames(MetricsQueries metrics, TimeProvider clock)
{
    /// <summary>The name of the synthetic environment, which is left out unless it is asked for.</summary>
    public const string Demo = "demo";

    /// <summary>The environments of the last days by name; calls that named none are not listed.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(ProjectId project, TimeSpan range, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var hour = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);
        var result = await metrics.ReadAsync(
            new MetricsQuery
            {
                Project = project,
                From = hour - range,
                To = hour.AddHours(2),
                Step = MetricsStep.All,
                By = [Dimension.Environment],
            },
            ct);
        return
        [
            .. result.Series
                .Select(series => series[Dimension.Environment])
                .OfType<string>()
                .Order(StringComparer.Ordinal),
        ];
    }
}

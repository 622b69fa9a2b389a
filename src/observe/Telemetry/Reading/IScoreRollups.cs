using Dashboard.Events;

namespace Dashboard.Telemetry.Reading;

/// <summary>Sums of scores beside the sums of calls. Whoever stores scores implements it; without one there are none.</summary>
public interface IScoreRollups
{
    /// <summary>The cells whose bucket (or call) starts in [from, to); a range for buckets begins and ends with one.</summary>
    IAsyncEnumerable<ScoreCell> ReadAsync(
        ProjectId project, ScoreGrain grain, DateTimeOffset from, DateTimeOffset to, int[] series, CancellationToken ct);
}

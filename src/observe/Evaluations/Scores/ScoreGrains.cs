using Dashboard.Telemetry.Reading;

namespace Dashboard.Evaluations.Scores;

/// <summary>The buckets of a grain.</summary>
internal static class ScoreGrains
{
    /// <summary>The start of the bucket that an instant falls into, in UTC.</summary>
    public static DateTimeOffset Floor(this ScoreGrain grain, DateTimeOffset at) =>
        new(at.UtcTicks - (at.UtcTicks % ((int)grain * TimeSpan.TicksPerMinute)), TimeSpan.Zero);
}

namespace Dashboard.Telemetry.Reading;

/// <summary>The scores of the calls of one bucket and series, or of one call.</summary>
/// <param name="At">The bucket's start, or the call's.</param>
/// <param name="SeriesId">The series of the calls.</param>
/// <param name="User">The call's user; null for buckets and for calls of nobody in particular.</param>
/// <param name="Counts">The sums.</param>
public readonly record struct ScoreCell(DateTimeOffset At, int SeriesId, string? User, ScoreCounts Counts);

namespace Dashboard.Telemetry.Reading;

/// <summary>What people and judges said about calls, as sums; a correction is an addition of the negated sums.</summary>
/// <param name="Up">Votes that are thumbs up.</param>
/// <param name="Down">Votes that are thumbs down.</param>
/// <param name="Rated">Calls with at least one vote.</param>
/// <param name="Evaluated">Calls that were judged for hallucination, with an outcome.</param>
/// <param name="Flagged">Those of them that hallucinate.</param>
/// <param name="Abstained">Calls whose judge would not say; not evaluated.</param>
/// <param name="Unparsable">Calls whose judge's answer could not be read; not evaluated.</param>
public readonly record struct ScoreCounts(
    long Up, long Down, long Rated, long Evaluated, long Flagged, long Abstained, long Unparsable)
{
    public long Votes => Up + Down;

    /// <summary>Whether anybody judged anything, with or without an outcome.</summary>
    public bool HasJudgements => Evaluated + Abstained + Unparsable > 0;

    public static ScoreCounts operator +(ScoreCounts a, ScoreCounts b) => new(
        a.Up + b.Up, a.Down + b.Down, a.Rated + b.Rated, a.Evaluated + b.Evaluated, a.Flagged + b.Flagged,
        a.Abstained + b.Abstained, a.Unparsable + b.Unparsable);

    public static ScoreCounts operator -(ScoreCounts a) => new(
        -a.Up, -a.Down, -a.Rated, -a.Evaluated, -a.Flagged, -a.Abstained, -a.Unparsable);

    public static ScoreCounts operator -(ScoreCounts a, ScoreCounts b) => a + -b;
}

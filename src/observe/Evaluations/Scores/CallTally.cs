using Dashboard.Telemetry.Reading;

namespace Dashboard.Evaluations.Scores;

/// <summary>What the scores of one call add to the rates. Pure, and independent of the order in which they came.</summary>
internal static class CallTally
{
    /// <summary>
    /// Each annotator has one vote under a name, the newest, however the call was named. The answer has one judgement of
    /// hallucination: the newest by a person, else the newest of all.
    /// </summary>
    public static ScoreCounts Of(IEnumerable<CurrentScore> scores)
    {
        var current = scores
            .GroupBy(score => (score.Annotator, score.Name))
            .Select(group => group.OrderBy(score => score.GivenAt).ThenBy(score => score.Revision).Last())
            .ToList();
        long up = current.Count(score => score.Verdict == ScoreVerdict.Up);
        long down = current.Count(score => score.Verdict == ScoreVerdict.Down);
        var judgement = current
            .Where(score => score.Verdict is ScoreVerdict.Flagged or ScoreVerdict.Clean or ScoreVerdict.Abstained
                or ScoreVerdict.Unparsable)
            .OrderBy(score => score.Kind == AnnotatorKind.Human)
            .ThenBy(score => score.GivenAt)
            .ThenBy(score => score.Revision)
            .Select(score => score.Verdict)
            .LastOrDefault();
        return new ScoreCounts(
            up,
            down,
            up + down > 0 ? 1 : 0,
            judgement is ScoreVerdict.Flagged or ScoreVerdict.Clean ? 1 : 0,
            judgement == ScoreVerdict.Flagged ? 1 : 0,
            judgement == ScoreVerdict.Abstained ? 1 : 0,
            judgement == ScoreVerdict.Unparsable ? 1 : 0);
    }
}

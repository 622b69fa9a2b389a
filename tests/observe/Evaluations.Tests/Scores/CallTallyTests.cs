using Dashboard.Evaluations.Scores;
using Dashboard.Telemetry.Reading;
using Xunit;

namespace Dashboard.Evaluations.Tests.Scores;

public sealed class CallTallyTests
{
    [Fact]
    public void Each_annotator_has_the_newest_vote_only() => Assert.Equal(
        new ScoreCounts(1, 1, 1, 0, 0, 0, 0),
        CallTally.Of([
            Score("ann", ScoreVerdict.Down, minute: 2), Score("ann", ScoreVerdict.Up, minute: 1),
            Score("ben", ScoreVerdict.Up, minute: 0)]));

    [Fact]
    public void Votes_of_one_moment_count_in_the_order_in_which_they_came() => Assert.Equal(
        1,
        CallTally.Of([
            Score("ann", ScoreVerdict.Up, revision: 9), Score("ann", ScoreVerdict.Down, revision: 8)]).Up);

    [Fact]
    public void A_withdrawn_vote_leaves_nothing() => Assert.Equal(
        default,
        CallTally.Of([Score("ann", ScoreVerdict.Up), Score("ann", ScoreVerdict.Withdrawn, minute: 1)]));

    [Fact]
    public void A_person_outweighs_every_judge_and_the_answer_is_evaluated_once() => Assert.Equal(
        new ScoreCounts(0, 0, 0, 1, 0, 0, 0),
        CallTally.Of([
            Score("qa", ScoreVerdict.Clean, kind: AnnotatorKind.Human, name: "hallucination"),
            Score("judge", ScoreVerdict.Flagged, minute: 5, kind: AnnotatorKind.Llm, name: "hallucination")]));

    [Fact]
    public void An_abstention_is_not_an_evaluation() => Assert.Equal(
        new ScoreCounts(0, 0, 0, 0, 0, 1, 0),
        CallTally.Of([Score("judge", ScoreVerdict.Abstained, kind: AnnotatorKind.Llm, name: "hallucination")]));

    private static CurrentScore Score(
        string annotator, ScoreVerdict verdict, int minute = 0, long revision = 1,
        AnnotatorKind kind = AnnotatorKind.Human, string name = "thumbs") =>
        new(annotator, name, kind, verdict, Some.Noon.AddMinutes(minute), revision);
}

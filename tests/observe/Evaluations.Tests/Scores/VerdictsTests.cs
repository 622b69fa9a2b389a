using Dashboard.Evaluations.Scores;
using Xunit;

namespace Dashboard.Evaluations.Tests.Scores;

public sealed class VerdictsTests
{
    [Theory]
    [InlineData("thumbs", 1.0, null, ScoreVerdict.Up)]
    [InlineData("Thumbs", -1.0, null, ScoreVerdict.Down)]
    [InlineData("thumbs", null, "down", ScoreVerdict.Down)]
    [InlineData("user-feedback", 1.0, "true", ScoreVerdict.Up)]
    [InlineData("user_feedback", null, "thumbs-up", ScoreVerdict.Up)]
    [InlineData("thumbs", null, "meh", ScoreVerdict.None)]
    [InlineData("rating", 0.5, null, ScoreVerdict.None)]
    [InlineData("hallucination", 1.0, null, ScoreVerdict.Flagged)]
    [InlineData("hallucination", 0.0, null, ScoreVerdict.Clean)]
    [InlineData("hallucination", 1.0, "factual", ScoreVerdict.Clean)]
    [InlineData("Hallucination", null, "Hallucinated", ScoreVerdict.Flagged)]
    [InlineData("hallucination", null, "unsure", ScoreVerdict.Abstained)]
    [InlineData("hallucination", null, "as an AI model", ScoreVerdict.Unparsable)]
    [InlineData("hallucination", 7.0, null, ScoreVerdict.Unparsable)]
    [InlineData("hallucination", null, null, ScoreVerdict.Unparsable)]
    public void A_score_counts_by_its_name_value_and_label(
        string name, double? value, string? label, ScoreVerdict expected) =>
        Assert.Equal(expected, Verdicts.Of(name, value, label));

    [Fact]
    public void Zero_takes_a_vote_back_only_where_that_was_said()
    {
        Assert.Equal(ScoreVerdict.Withdrawn, Verdicts.Of("thumbs", 0, null, zeroWithdraws: true));
        Assert.Equal(ScoreVerdict.Down, Verdicts.Of("user-feedback", 0, null));
    }
}

using Dashboard.Evaluations.Feedback;
using Dashboard.Evaluations.Scores;
using Dashboard.Events;
using Xunit;

namespace Dashboard.Evaluations.Tests.Feedback;

public sealed class FeedbackReadingTests
{
    private static readonly FeedbackBody _vote =
        new("chatcmpl-1", null, null, null, "thumbs", 1, null, null, null, null, null);

    [Fact]
    public void A_vote_by_response_id_is_that_of_the_calls_user()
    {
        var score = Right(_vote);

        Assert.Equal(new ScoreTarget.Response("chatcmpl-1"), score.Target);
        Assert.Equal(("", ScoreVerdict.Up, AnnotatorKind.Human), (score.Annotator, score.Verdict, score.Kind));
    }

    [Fact]
    public void A_person_who_is_signed_in_votes_under_their_own_name() =>
        Assert.Equal("person:ann", Right(_vote, person: "person:ann").Annotator);

    [Fact]
    public void A_named_annotator_comes_first() =>
        Assert.Equal("u1", Right(_vote with { Annotator = "u1" }, person: "person:ann").Annotator);

    [Fact]
    public void A_number_under_another_name_is_a_score_and_zero_is_a_number()
    {
        var score = Right(_vote with { Name = "tone", Value = 0 });

        Assert.Equal((ScoreVerdict.None, 0.0), (score.Verdict, score.Value));
    }

    public static TheoryData<string, string> Faults => new()
    {
        { "none", "exactly one of" },
        { "two", "exactly one of" },
        { "trace", "32 hexadecimal" },
        { "span", "16 hexadecimal" },
        { "name", "name is missing" },
        { "value", "value or label" },
        { "word", "1 (up)" },
        { "kind", "annotator_kind" },
        { "nan", "finite" },
        { "long", "at most" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void What_is_wrong_is_said(string fault, string says)
    {
        var body = fault switch
        {
            "none" => _vote with { ResponseId = " " },
            "two" => _vote with { RequestId = "req" },
            "trace" => _vote with { ResponseId = null, TraceId = "xyz" },
            "span" => _vote with { ResponseId = null, TraceId = new string('a', 32), SpanId = "1" },
            "name" => _vote with { Name = null },
            "value" => _vote with { Value = null },
            "word" => _vote with { Value = null, Label = "meh" },
            "kind" => _vote with { AnnotatorKind = "cat" },
            "nan" => _vote with { Value = double.NaN },
            _ => _vote with { Comment = new string('x', 10_001) },
        };

        var wrong = Assert.IsType<FeedbackReading.Read.Wrong>(FeedbackReading.Of(body, ProjectId.First, null, Some.Noon));
        Assert.Contains(says, wrong.Fault.Text, StringComparison.Ordinal);
    }

    private static Score Right(FeedbackBody body, string? person = null) =>
        Assert.IsType<FeedbackReading.Read.Right>(FeedbackReading.Of(body, ProjectId.First, person, Some.Noon)).Score;
}

using Dashboard.Evaluations.Ingest;
using Dashboard.Evaluations.Scores;
using Dashboard.Events;
using Dashboard.Telemetry;
using Xunit;

namespace Dashboard.Evaluations.Tests.Ingest;

/// <summary>Judgements within OpenTelemetry: evaluation events and annotations.</summary>
public sealed class TelemetryScoresTests
{
    private const string Evaluation =
        """
        {"attributes":{"gen_ai.evaluation.name":"hallucination","gen_ai.evaluation.score.value":0.9,
          "gen_ai.evaluation.score.label":"hallucinated","gen_ai.evaluation.explanation":"no such date",
          "gen_ai.response.id":"chatcmpl-1"}}
        """;

    private static readonly TraceId _trace = Some.TraceId();
    private static readonly SpanId _span = Some.SpanId();

    [Fact]
    public void An_evaluation_belongs_to_its_span()
    {
        var score = EvaluationEvent.Read(Log(Evaluation, _trace, _span))!;

        Assert.Equal(new ScoreTarget.Span(_trace, _span), score.Target);
        Assert.Equal((ScoreVerdict.Flagged, 0.9, "no such date"), (score.Verdict, score.Value, score.Comment));
    }

    [Fact]
    public void Without_a_span_it_belongs_to_the_answer_that_it_names() => Assert.Equal(
        new ScoreTarget.Response("chatcmpl-1"), EvaluationEvent.Read(Log(Evaluation, _trace, null))!.Target);

    [Fact]
    public void An_evaluation_that_failed_is_unparsable() => Assert.Equal(
        ScoreVerdict.Unparsable,
        EvaluationEvent.Read(Log(
            """{"attributes":{"gen_ai.evaluation.name":"hallucination","error.type":"timeout"}}""", _trace, _span))!.Verdict);

    [Theory]
    [InlineData("gen_ai.choice", Evaluation)]
    [InlineData("gen_ai.evaluation.result", """{"attributes":{}}""")]
    [InlineData("gen_ai.evaluation.result", "{}")]
    public void Other_events_and_those_without_a_name_are_no_scores(string name, string raw) =>
        Assert.Null(EvaluationEvent.Read(Log(raw, _trace, _span) with { EventName = name }));

    [Fact]
    public void Annotations_are_read_by_number_and_prefix()
    {
        var span = Some.Call() with
        {
            SessionId = "chat-1",
            Raw = """
                {"attributes":{"annotations.0.annotation.name":"thumbs","annotations.0.annotation.label":"thumbs-down",
                "annotations.0.annotation.annotator_kind":"HUMAN","annotations.0.annotation.identifier":"ann",
                "annotations.1.annotation.score":0.5,
                "evaluations.0.evaluation.name":"hallucination","evaluations.0.evaluation.score":0,
                "trace.annotations.0.annotation.name":"tone","trace.annotations.0.annotation.score":0.7,
                "session.evaluations.3.evaluation.name":"goal","session.evaluations.3.evaluation.label":"met"}}
                """,
        };

        var scores = SpanAnnotations.Read(span).ToDictionary(score => score.Name);

        Assert.Equal(4, scores.Count);
        Assert.Equal(
            (ScoreVerdict.Down, "ann", AnnotatorKind.Human),
            (scores["thumbs"].Verdict, scores["thumbs"].Annotator, scores["thumbs"].Kind));
        Assert.Equal((ScoreVerdict.Clean, AnnotatorKind.Llm), (scores["hallucination"].Verdict, scores["hallucination"].Kind));
        Assert.Equal(new ScoreTarget.WholeTrace(span.TraceId), scores["tone"].Target);
        Assert.Equal(new ScoreTarget.Session("chat-1"), scores["goal"].Target);
    }

    [Fact]
    public void A_span_without_annotations_has_no_scores() => Assert.Empty(SpanAnnotations.Read(Some.Call()));

    private static LogRecord Log(string raw, TraceId? trace, SpanId? span) => new(
        ProjectId.First, Some.Noon, trace, span, "gen_ai.evaluation.result", 0, null, raw);
}

using System.Text.Json;
using Dashboard.Evaluations.Langfuse;
using Dashboard.Evaluations.Scores;
using Dashboard.Events;
using Xunit;

namespace Dashboard.Evaluations.Tests.Langfuse;

public sealed class LangfuseReadingTests
{
    private const string Hex = "164525f4175b7759ceb8e19fb417b0db";

    [Fact]
    public void Ids_of_OpenTelemetry_stay_and_others_are_hashed_the_same_every_time()
    {
        Assert.Equal(Hex, LangfuseIds.Trace(Hex).ToString());
        Assert.Equal("00f067aa0ba902b7", LangfuseIds.Span("00f067aa0ba902b7").ToString());
        Assert.Equal(LangfuseIds.Trace("order 7"), LangfuseIds.Trace("order 7"));
        Assert.NotEqual(LangfuseIds.Trace("order 7"), LangfuseIds.Trace("order 8"));
        Assert.NotEqual(
            LangfuseIds.Span("a3c1e6f0-7f55-4a45-9b3b-1f9e6f2f7a11"), LangfuseIds.Span("a3c1e6f0-7f55-4a45-9b3b-1f9e6f2f7a12"));
    }

    [Theory]
    [InlineData("""{"traceId":"T","name":"user-feedback","value":1,"dataType":"BOOLEAN"}""", ScoreVerdict.Up, 1.0, null)]
    [InlineData("""{"traceId":"T","name":"user-feedback","value":0,"dataType":"BOOLEAN"}""", ScoreVerdict.Down, 0.0, null)]
    [InlineData("""{"traceId":"T","name":"rating","value":0.5}""", ScoreVerdict.None, 0.5, null)]
    [InlineData("""{"traceId":"T","name":"verdict","value":"good"}""", ScoreVerdict.None, null, "good")]
    [InlineData("""{"traceId":"T","name":"hallucination","value":true}""", ScoreVerdict.Flagged, 1.0, null)]
    public void A_score_is_read(string body, ScoreVerdict verdict, double? value, string? label)
    {
        var score = LangfuseScore.Read(JsonElement.Parse(body), ProjectId.First, Some.Noon, out _)!;

        Assert.Equal((verdict, value, label), (score.Verdict, score.Value, score.Label));
        Assert.Equal(new ScoreTarget.WholeTrace(LangfuseIds.Trace("T")), score.Target);
    }

    [Fact]
    public void A_text_is_words_and_no_label()
    {
        var score = LangfuseScore.Read(
            JsonElement.Parse(
                """{"traceId":"T","name":"note","value":"ann was right","dataType":"TEXT","comment":"by bob"}"""),
            ProjectId.First, Some.Noon, out _)!;

        Assert.Equal((null, null, "ann was right\nby bob"), (score.Label, score.Value, score.Comment));
    }

    [Theory]
    [InlineData("""{"name":"x","value":1}""", "traceId")]
    [InlineData("""{"traceId":"T","value":1}""", "name")]
    [InlineData("""{"traceId":"T","name":"x"}""", "value")]
    public void What_a_score_lacks_is_said(string body, string says)
    {
        Assert.Null(LangfuseScore.Read(JsonElement.Parse(body), ProjectId.First, Some.Noon, out var fault));
        Assert.Contains(says, fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type":"generation-create","body":{"id":"g"}}""", "id")]
    [InlineData("""{"id":"1","type":"no-such","body":{}}""", "not known")]
    [InlineData("""{"id":"1","type":"span-create","body":{}}""", "observation needs an id")]
    [InlineData("""{"id":"1","type":"trace-create","body":[]}""", "object")]
    [InlineData("""7""", "object")]
    public void What_an_event_lacks_is_said(string item, string says)
    {
        Assert.Null(LangfuseEvent.Read(JsonElement.Parse(item), Some.Noon, out var fault));
        Assert.Contains(says, fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"usage":{"input":42,"output":17,"total":59,"unit":"TOKENS"}}""", """{"input":42,"output":17,"total":59,"unit":"TOKENS"}""")]
    [InlineData("""{"usage":{"promptTokens":42,"completionTokens":17}}""", """{"promptTokens":42,"completionTokens":17}""")]
    [InlineData("""{"usage":{"prompt_tokens":42,"completion_tokens":17}}""", """{"prompt_tokens":42,"completion_tokens":17}""")]
    [InlineData("""{"usage":{"input":1},"usageDetails":{"input":2}}""", """{"input":2}""")]
    [InlineData("""{"usage":{"input":900,"unit":"CHARACTERS"}}""", null)]
    [InlineData("""{"usage":null}""", null)]
    [InlineData("""{"usage":{"unit":"TOKENS","inputCost":0.1}}""", null)]
    [InlineData("""{"usage":{"promptTokens":7},"usageDetails":{}}""", """{"promptTokens":7}""")]
    [InlineData("""{"usageDetails":{"furlongs":3}}""", """{"furlongs":3}""")]
    public void Usage_is_read_in_its_old_and_new_shapes(string body, string? expected) =>
        Assert.Equal(
            expected,
            ObservationUsage.Details(JsonElement.Parse(body).EnumerateObject().ToDictionary(one => one.Name, one => one.Value)));
}

using Dashboard.Evaluations.Scores;
using Dashboard.Events;
using Dashboard.Telemetry.Reading;
using Xunit;

namespace Dashboard.Evaluations.Tests.Scores;

/// <summary>What others ask of scores: good answers, and the scores of a trace.</summary>
public sealed class GoodAnswersTests : IAsyncLifetime
{
    private ScoreStore _store = null!;

    public async ValueTask InitializeAsync() => _store = await ScoreStore.CreateAsync();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_answer_is_good_when_liked_by_all_who_voted_and_not_flagged()
    {
        var calls = Enumerable.Range(0, 5).Select(i => Some.Call(Some.Noon.AddHours(i < 4 ? 0 : 11.5))).ToArray();
        await _store.CallAsync(calls);
        await _store.VoteAsync(
            Some.Vote(Some.Of(calls[0]), 1),
            Some.Vote(Some.Of(calls[1]), 1, "ann"), Some.Vote(Some.Of(calls[1]), -1, "ben"),
            Some.Vote(Some.Of(calls[2]), 1), Some.Vote(Some.Of(calls[2]), 1, "judge", name: "hallucination"),
            Some.Vote(Some.Of(calls[3]), 0, "judge", name: "hallucination"),
            Some.Vote(Some.Of(calls[4]), 1, at: Some.Noon.AddHours(12)));

        var counts = await _store.Get<IGoodAnswers>().ReadAsync(
            new GoodAnswerQuery
            {
                Project = ProjectId.First,
                From = Some.Noon.AddDays(-1),
                To = Some.Noon.AddDays(1),
                Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"),
            },
            Ct);

        Assert.Equal(
            [
                new GoodAnswerCount("gus", "v1", new DateOnly(2026, 11, 22), 1, 3),
                new GoodAnswerCount("gus", "v1", new DateOnly(2026, 11, 23), 1, 1),
            ],
            counts.OrderBy(count => count.Day));
    }

    [Fact]
    public async Task A_trace_shows_its_scores_by_span_and_none_that_was_taken_back()
    {
        var call = Some.Call(responseId: "chatcmpl-9");
        await _store.CallAsync(call);
        await _store.VoteAsync(
            Some.Vote(new ScoreTarget.Response("chatcmpl-9"), 1, "ann") with { Comment = "thanks" },
            Some.Vote(new ScoreTarget.WholeTrace(call.TraceId), 3, "qa", name: "tone", at: Some.Noon.AddMinutes(2)),
            Some.Vote(Some.Of(call), 0, "ben"));

        var scores = await _store.Get<ICallScores>().OfTraceAsync(ProjectId.First, call.TraceId, Ct);

        Assert.Equal([("thumbs", call.SpanId, "thanks"), ("tone", null, null)],
            scores.Select(score => (score.Name, score.SpanId, score.Comment)));
    }
}

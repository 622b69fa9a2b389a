using System.Text.Json;
using Dashboard.Evaluations.Feedback;
using Dashboard.Evaluations.Langfuse;
using Dashboard.Evaluations.Scores;
using Dashboard.Events;
using Dashboard.Telemetry;
using Dashboard.Telemetry.Erasure;
using Xunit;

namespace Dashboard.Evaluations.Tests.Erasure;

/// <summary>Through every door by which scores come: nothing that an erasure took comes back, and votes still count.</summary>
public sealed class ErasedScoresTests : IAsyncLifetime
{
    private const string Ann = "ann@example.org";
    private const string Words = "secret words";

    private static readonly FeedbackBody _body = new(null, null, null, null, "thumbs", -1, null, Words, null, null, null);

    private readonly SpanRecord _call = Some.Call(user: Ann, responseId: "r-" + Ann, requestId: "q-" + Ann) with
    {
        SessionId = "talk-" + Ann,
    };

    private ScoreStore _store = null!;

    public async ValueTask InitializeAsync() => _store = await ScoreStore.CreateAsync();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static MatrixTheoryData<string, bool> Early { get; } = new(
        [
            "feedback by response", "feedback by request", "feedback by trace", "langfuse score", "langfuse batch",
            "evaluation by response",
        ],
        [true, false]);

    public static MatrixTheoryData<string, bool> Doors { get; } = new(
        [
            "feedback by response", "feedback by request", "feedback by trace", "langfuse score", "langfuse batch",
            "evaluation by response", "evaluation in another trace", "annotation",
        ],
        [true, false]);

    [Theory]
    [MemberData(nameof(Doors))]
    public async Task A_vote_sent_again_after_an_erasure_counts_once_and_brings_nothing_back(string door, bool byUser)
    {
        await _store.CallAsync(_call);
        await SendAsync(door, "cleo");
        var before = await _store.TotalAsync();
        Assert.NotEqual(default, before);
        await EraseAsync(byUser);
        Assert.Equal(before, await _store.TotalAsync());

        await SendAsync(door, "cleo");
        await _store.JoinAsync();

        Assert.Equal(before, await _store.TotalAsync());
        await AssertForgottenAsync();
    }

    [Theory]
    [MemberData(nameof(Doors))]
    public async Task A_first_vote_after_an_erasure_counts_without_words_and_name(string door, bool byUser)
    {
        await _store.CallAsync(_call);
        await EraseAsync(byUser);

        await SendAsync(door, "dora");
        await _store.JoinAsync();

        Assert.NotEqual(default, await _store.TotalAsync());
        await AssertForgottenAsync();
        Assert.False(await _store.IsAnywhereAsync("dora"));
    }

    [Theory]
    [MemberData(nameof(Early))]
    public async Task A_vote_that_came_before_its_erased_call_loses_its_words_when_the_call_comes(string door, bool byUser)
    {
        await SendAsync(door, "dora");
        await EraseAsync(byUser);
        await _store.CallAsync(_call);
        await _store.JoinAsync();
        await _store.JoinAsync();

        Assert.NotEqual(default, await _store.TotalAsync());
        await AssertForgottenAsync();
        Assert.False(await _store.IsAnywhereAsync("dora"));
    }

    [Theory]
    [MemberData(nameof(Doors))]
    public async Task A_vote_that_comes_after_its_late_erased_call_brings_nothing_back(string door, bool byUser)
    {
        await EraseAsync(byUser);
        await _store.CallAsync(_call);

        await SendAsync(door, "dora");
        await _store.JoinAsync();

        Assert.NotEqual(default, await _store.TotalAsync());
        await AssertForgottenAsync();
        Assert.False(await _store.IsAnywhereAsync("dora"));
    }

    [Theory]
    [InlineData("feedback by response")]
    [InlineData("langfuse score")]
    [InlineData("langfuse batch")]
    [InlineData("annotation")]
    public async Task What_an_erased_person_says_on_the_calls_of_others_comes_back_without_words(string door)
    {
        var bobs = _call with { UserId = "bob", SessionId = null };
        await _store.CallAsync(bobs);
        await SendAsync(door, Ann, call: bobs);
        var before = await _store.TotalAsync();
        await EraseAsync(byUser: true);

        await SendAsync(door, Ann, call: bobs);
        await _store.JoinAsync();

        Assert.Equal(before, await _store.TotalAsync());
        Assert.Equal(0L, await WithWordsAsync());
        Assert.Equal(
            0L, await _store.Database.ReadAsync<long>("SELECT count(*) FROM scores WHERE annotator = $1", Ann));
        Assert.Equal("bob", await _store.Database.ReadAsync<string>("SELECT string_agg(user_id, ',') FROM calls"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_conversation_of_an_erased_user_is_known_by_its_hash_alone(bool late)
    {
        if (!late)
        {
            await _store.CallAsync(_call);
        }

        await EraseAsync(byUser: true);
        if (late)
        {
            await _store.CallAsync(_call);
        }

        var score = Read($$"""{"sessionId":"talk-{{Ann}}","name":"goal","value":1,"comment":"{{Words}}"}""");
        await _store.VoteAsync(score);
        await _store.VoteAsync(score);

        Assert.Equal(1L, await _store.Database.ReadAsync<long>("SELECT count(*) FROM scores"));
        await AssertForgottenAsync();
    }

    [Fact]
    public async Task An_id_that_a_call_of_somebody_else_has_as_well_counts_for_that_call()
    {
        var other = Some.Call(user: "bob", responseId: "r-" + Ann, version: "v2");
        await _store.CallAsync(_call, other);
        await EraseAsync(byUser: false);

        await SendAsync("feedback by response", "dora");

        Assert.NotEqual(default, await _store.TotalAsync(version: "v2"));
        Assert.Equal(default, await _store.TotalAsync(version: "v1"));
        Assert.Equal(0L, await WithWordsAsync());
    }

    [Fact]
    public async Task What_is_not_erased_keeps_its_words()
    {
        await _store.CallAsync(_call);
        await _store.EraseAsync(new ErasureTarget.User("somebody else"));

        await SendAsync("feedback by response", "dora");

        Assert.Equal(1L, await WithWordsAsync());
        Assert.True(await _store.IsAnywhereAsync("dora"));
    }

    private Task EraseAsync(bool byUser) =>
        _store.EraseAsync(byUser ? new ErasureTarget.User(Ann) : new ErasureTarget.Trace(_call.TraceId));

    private Task SendAsync(string door, string annotator, SpanRecord? call = null)
    {
        call ??= _call;
        var (trace, by) = (call.TraceId.ToString(), $"\"metadata\":{{\"annotator\":\"{annotator}\"}}");
        var body = $$"""{"traceId":"{{trace}}","name":"thumbs","value":-1,"comment":"{{Words}}",{{by}}}""";
        return door switch
        {
            "feedback by response" => FeedbackAsync(_body with { ResponseId = "r-" + Ann }, annotator),
            "feedback by request" => FeedbackAsync(_body with { RequestId = "q-" + Ann }, annotator),
            "feedback by trace" => FeedbackAsync(_body with { TraceId = trace }, annotator),
            "langfuse score" => _store.VoteAsync(Read(body)),
            "langfuse batch" => _store.Get<LangfuseIngestion>().TakeAsync(
                ProjectId.First,
                JsonElement.Parse(
                    $$"""[{"id":"e1","type":"score-create","timestamp":"2026-11-22T12:01:00Z","body":{{body}}}]"""),
                Ct),
            "evaluation by response" => EvaluateAsync(null),
            "evaluation in another trace" => EvaluateAsync(Other(call)),
            _ => AnnotateAsync(call, annotator),
        };
    }

    private Task<int> FeedbackAsync(FeedbackBody body, string annotator)
    {
        var read = FeedbackReading.Of(
            body with { Annotator = annotator }, ProjectId.First, null, _store.Time.GetUtcNow());
        return _store.VoteAsync(Assert.IsType<FeedbackReading.Read.Right>(read).Score);
    }

    private static Score Read(string body) =>
        LangfuseScore.Read(JsonElement.Parse(body), ProjectId.First, Some.Noon.AddMinutes(1), out _)!;

    /// <summary>A judge that works in a trace of its own: its evaluation counts there, and tells of the erased answer.</summary>
    private static (TraceId, SpanId) Other(SpanRecord call) => (new TraceId(call.TraceId.Value + 1_000_000), call.SpanId);

    private async Task EvaluateAsync((TraceId Trace, SpanId Span)? within)
    {
        if (within is var (trace, span))
        {
            await _store.CallAsync(Some.Call(trace: trace, span: span));
        }

        await _store.Get<ITelemetryScores>().TakeAsync(
            [
                new LogRecord(
                    ProjectId.First, Some.Noon.AddMinutes(1), within?.Trace, within?.Span, "gen_ai.evaluation.result", 0,
                    null,
                    $$$"""
                    {"attributes":{"gen_ai.evaluation.name":"hallucination","gen_ai.evaluation.score.value":1,
                      "gen_ai.evaluation.explanation":"{{{Words}}}","gen_ai.response.id":"r-{{{Ann}}}"}}
                    """),
            ],
            Ct);
    }

    private async Task AnnotateAsync(SpanRecord call, string annotator)
    {
        var annotated = call with
        {
            Raw = $$$"""
                {"attributes":{"annotations.0.annotation.name":"thumbs","annotations.0.annotation.score":0,
                  "annotations.0.annotation.explanation":"{{{Words}}}","annotations.0.annotation.annotator_kind":"HUMAN",
                  "annotations.0.annotation.identifier":"{{{annotator}}}",
                  "session.annotations.1.annotation.name":"goal","session.annotations.1.annotation.label":"met",
                  "session.annotations.1.annotation.explanation":"{{{Words}}}"}}
                """,
        };
        await _store.CallAsync(annotated);
        await _store.Get<ITelemetryScores>().TakeAsync([annotated], Ct);
    }

    private Task<long> WithWordsAsync() =>
        _store.Database.ReadAsync<long>("SELECT count(*) FROM scores WHERE comment IS NOT NULL");

    private async Task AssertForgottenAsync()
    {
        Assert.Equal(0L, await WithWordsAsync());
        Assert.False(await _store.IsAnywhereAsync(Words));
        Assert.False(await _store.IsAnywhereAsync(Ann));
    }
}

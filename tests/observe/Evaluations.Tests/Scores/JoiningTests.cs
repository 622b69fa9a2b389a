using Dashboard.Evaluations.Scores;
using Dashboard.Telemetry;
using Dashboard.Telemetry.Reading;
using Dashboard.Telemetry.SetAside;
using Xunit;

namespace Dashboard.Evaluations.Tests.Scores;

/// <summary>Votes and calls in every order, on a real database.</summary>
public sealed class JoiningTests : IAsyncLifetime
{
    private ScoreStore _store = null!;

    public async ValueTask InitializeAsync() => _store = await ScoreStore.CreateAsync();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task A_vote_after_its_call_counts_at_once_by_any_id()
    {
        var call = Some.Call(responseId: "chatcmpl-1", requestId: "req-1");
        await _store.CallAsync(call);

        Assert.Equal(3, await _store.VoteAsync(
            Some.Vote(new ScoreTarget.Response("chatcmpl-1"), -1, "ann"),
            Some.Vote(new ScoreTarget.Request("req-1"), 1, "ben"),
            Some.Vote(new ScoreTarget.WholeTrace(call.TraceId), 1, "cleo")));

        Assert.Equal(Votes(2, 1), await _store.TotalAsync());
    }

    [Fact]
    public async Task A_vote_before_its_call_counts_when_the_call_comes_and_only_once()
    {
        var call = Some.Call(responseId: "chatcmpl-2");
        Assert.Equal(0, await _store.VoteAsync(Some.Vote(new ScoreTarget.Response("chatcmpl-2"), -1)));
        Assert.Equal(default, await _store.TotalAsync());

        await _store.CallAsync(call);
        await Task.WhenAll(_store.JoinAsync(), _store.JoinAsync(), _store.JoinAsync());
        await _store.JoinAsync();

        Assert.Equal(Votes(0, 1), await _store.TotalAsync());
    }

    [Fact]
    public async Task A_changed_vote_replaces_the_former_and_zero_takes_it_back_however_the_call_is_named()
    {
        var call = Some.Call(responseId: "chatcmpl-3");
        await _store.CallAsync(call);
        await _store.VoteAsync(Some.Vote(Some.Of(call), 1));
        await _store.VoteAsync(Some.Vote(new ScoreTarget.Response("chatcmpl-3"), -1, at: Some.Noon.AddMinutes(2)));
        Assert.Equal(Votes(0, 1), await _store.TotalAsync());

        await _store.VoteAsync(Some.Vote(new ScoreTarget.WholeTrace(call.TraceId), 0, at: Some.Noon.AddMinutes(3)));

        Assert.Equal(default, await _store.TotalAsync());
    }

    [Fact]
    public async Task A_poisoned_vote_is_set_aside_and_its_neighbours_are_joined()
    {
        var calls = Enumerable.Range(0, 5).Select(i => Some.Call(responseId: $"chatcmpl-p{i}")).ToArray();
        for (var i = 0; i < calls.Length; i++)
        {
            await _store.VoteAsync(Some.Vote(new ScoreTarget.Response($"chatcmpl-p{i}"), 1, i == 2 ? "poison" : "ann"));
        }

        await _store.CallAsync(calls);
        await _store.Database.ExecuteAsync(
            """
            CREATE FUNCTION poison() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              IF NEW.annotator = 'poison' THEN RAISE 'a bad value' USING ERRCODE = '22003'; END IF;
              RETURN NEW;
            END $$;
            CREATE TRIGGER poison BEFORE UPDATE ON scores FOR EACH ROW EXECUTE FUNCTION poison();
            """);

        await _store.JoinAsync();
        Assert.Equal(4, (await _store.TotalAsync()).Up);
        for (var i = 1; i < SetAsideRecords.Tries; i++)
        {
            _store.Time.Advance(TimeSpan.FromSeconds(31));
            await _store.JoinAsync();
        }

        Assert.Equal(1, (await _store.Get<SetAsideRecords>().CountAsync(TestContext.Current.CancellationToken))[SetAsideKinds.Score]);
        await _store.Database.ExecuteAsync("DROP TRIGGER poison ON scores");
        await _store.JoinAsync();
        Assert.Equal(4, (await _store.TotalAsync()).Up);

        await _store.Get<SetAsideRecords>().RetryAsync(TestContext.Current.CancellationToken);
        await _store.JoinAsync();
        Assert.Equal(5, (await _store.TotalAsync()).Up);
        Assert.Equal(0L, await _store.Database.ReadAsync<long>("SELECT count(*) FROM set_aside"));
    }

    [Fact]
    public async Task An_older_vote_that_comes_late_changes_nothing()
    {
        var call = Some.Call();
        await _store.CallAsync(call);
        await _store.VoteAsync(Some.Vote(Some.Of(call), -1, at: Some.Noon.AddMinutes(2)));
        await _store.VoteAsync(Some.Vote(Some.Of(call), 1, at: Some.Noon.AddMinutes(1)));

        Assert.Equal(Votes(0, 1), await _store.TotalAsync());
    }

    [Fact]
    public async Task A_repeated_id_changes_nothing_even_after_a_newer_vote()
    {
        var call = Some.Call();
        await _store.CallAsync(call);
        var ct = TestContext.Current.CancellationToken;
        Assert.True(await _store.Scores.WriteOnceAsync(Some.Vote(Some.Of(call), 1), "vote-1", ct));
        await _store.VoteAsync(Some.Vote(Some.Of(call), -1, at: Some.Noon.AddMinutes(2)));

        Assert.Null(await _store.Scores.WriteOnceAsync(Some.Vote(Some.Of(call), 1, at: Some.Noon.AddMinutes(3)), "vote-1", ct));
        Assert.Equal(Votes(0, 1), await _store.TotalAsync());
    }

    [Fact]
    public async Task Two_consoles_that_vote_on_one_call_lose_nothing()
    {
        var call = Some.Call();
        await _store.CallAsync(call);

        await Task.WhenAll(Enumerable.Range(0, 24).Select(i =>
            _store.VoteAsync(Some.Vote(Some.Of(call), i % 3 == 0 ? -1 : 1, $"person-{i}"))));

        Assert.Equal(new ScoreCounts(16, 8, 1, 0, 0, 0, 0), await _store.TotalAsync());
    }

    [Fact]
    public async Task A_vote_on_a_trace_goes_on_to_the_call_that_comes_last()
    {
        var first = Some.Call(version: "v1");
        await _store.CallAsync(first);
        await _store.VoteAsync(Some.Vote(new ScoreTarget.WholeTrace(first.TraceId), -1));
        Assert.Equal(1, (await _store.TotalAsync(version: "v1")).Down);

        await _store.CallAsync(Some.Call(Some.Noon.AddMinutes(16), "v2", trace: first.TraceId));
        await _store.JoinAsync();

        Assert.Equal(default, await _store.TotalAsync(version: "v1"));
        Assert.Equal(Votes(0, 1), await _store.TotalAsync(version: "v2"));
        Assert.Equal(Votes(0, 1), await _store.TotalAsync(MetricsStep.Minute));
    }

    [Fact]
    public async Task A_vote_on_a_call_that_proves_a_wrapper_moves_to_the_inference_within()
    {
        var wrapper = Some.Call();
        await _store.CallAsync(wrapper);
        await _store.VoteAsync(Some.Vote(Some.Of(wrapper), 1));

        await _store.CallAsync(Some.Call(version: "inner", trace: wrapper.TraceId, parent: wrapper.SpanId));
        await _store.JoinAsync();

        Assert.Equal(Votes(1, 0), await _store.TotalAsync(version: "inner"));
        Assert.Equal(Votes(1, 0), await _store.TotalAsync());
    }

    [Fact]
    public async Task A_vote_follows_its_call_to_the_user_that_the_client_names_later()
    {
        var client = Some.Call(user: "ada", responseId: "r-1");
        var gateway = Some.Call(responseId: "r-1") with { UserId = null };
        await _store.CallAsync(gateway with { Call = gateway.Call! with { Recorder = Recorder.Gateway } });
        await _store.VoteAsync(Some.Vote(new ScoreTarget.Response("r-1"), -1));
        Assert.Null(await _store.Database.ReadAsync<string>("SELECT user_id FROM call_scores"));

        await _store.CallAsync(client);
        await _store.JoinAsync();

        Assert.Equal("ada", await _store.Database.ReadAsync<string>("SELECT user_id FROM call_scores"));
        Assert.Equal(Votes(0, 1), await _store.TotalAsync());
    }

    [Fact]
    public async Task A_vote_on_an_agent_counts_for_its_answer()
    {
        var (trace, agent) = (Some.TraceId(), Some.SpanId());
        await _store.CallAsync(Some.Span(trace, agent), Some.Call(trace: trace, parent: agent));

        await _store.VoteAsync(Some.Vote(new ScoreTarget.Span(trace, agent), -1));

        Assert.Equal(Votes(0, 1), await _store.TotalAsync());
    }

    [Theory]
    [InlineData(MetricsStep.Minute)]
    [InlineData(MetricsStep.Hour)]
    [InlineData(MetricsStep.Day)]
    [InlineData(MetricsStep.All)]
    public async Task Every_step_has_the_same_sums(MetricsStep step)
    {
        foreach (var minute in (int[])[0, 14, 15, 59, 60, 725])
        {
            var call = Some.Call(Some.Noon.AddMinutes(minute), user: $"user-{minute}");
            await _store.CallAsync(call);
            await _store.VoteAsync(
                Some.Vote(Some.Of(call), minute % 2 == 0 ? 1 : -1, at: Some.Noon.AddMinutes(minute + 1)),
                Some.Vote(Some.Of(call), 1, "judge", Some.Noon.AddMinutes(minute + 1), "hallucination", AnnotatorKind.Llm));
        }

        Assert.Equal(new ScoreCounts(3, 3, 6, 6, 6, 0, 0), await _store.TotalAsync(step));
    }

    private static ScoreCounts Votes(long up, long down) => new(up, down, 1, 0, 0, 0, 0);
}

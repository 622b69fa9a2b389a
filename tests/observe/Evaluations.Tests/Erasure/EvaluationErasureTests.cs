using System.Text.Json;
using Dashboard.Evaluations.Langfuse;
using Dashboard.Evaluations.Scores;
using Dashboard.Events;
using Dashboard.Telemetry.Erasure;
using Dashboard.Telemetry.Reading;
using Npgsql;
using Xunit;

namespace Dashboard.Evaluations.Tests.Erasure;

/// <summary>Erasures as the console does them, on a real database.</summary>
public sealed class EvaluationErasureTests : IAsyncLifetime
{
    private const string Ann = "ann@example.org";

    private ScoreStore _store = null!;

    public async ValueTask InitializeAsync() => _store = await ScoreStore.CreateAsync();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Words_and_names_go_and_the_rates_stay_even_when_they_are_counted_again(bool byUser)
    {
        var call = Some.Call(user: Ann, responseId: Ann + "-1");
        await _store.CallAsync(call);
        await _store.VoteAsync(
            Comment(Some.Vote(Some.Of(call), -1)),
            Comment(Some.Vote(Some.Of(call), -1, Ann)),
            Comment(Some.Vote(new ScoreTarget.Response(Ann + "-1"), -1, Ann)),
            Comment(Some.Vote(new ScoreTarget.WholeTrace(call.TraceId), 1, "bob")));
        var before = await _store.TotalAsync();
        Assert.Equal(new ScoreCounts(1, 2, 1, 0, 0, 0, 0), before);

        ErasureTarget target = byUser ? new ErasureTarget.User(Ann) : new ErasureTarget.Trace(call.TraceId);
        await EraseAsync(target);
        await EraseAsync(target);

        Assert.Equal(before, await _store.TotalAsync());
        Assert.Equal(0L, await _store.Database.ReadAsync<long>("SELECT count(*) FROM scores WHERE comment IS NOT NULL"));
        Assert.False(await IsAnywhereAsync(Ann));
        Assert.Equal(byUser, await IsAnywhereAsync("bob"));
        await _store.VoteAsync(Some.Vote(Some.Of(call), 1, "cleo"));
        await _store.JoinAsync();
        Assert.Equal(before with { Up = 2 }, await _store.TotalAsync());
    }

    [Fact]
    public async Task A_user_takes_along_what_was_said_elsewhere_and_leaves_what_others_said()
    {
        var (annas, bobs) = (Some.Call(user: Ann) with { SessionId = "talk" }, Some.Call(user: "bob"));
        await _store.CallAsync(annas, bobs);
        await _store.VoteAsync(
            Comment(Some.Vote(Some.Of(bobs), -1, Ann)),
            Comment(Some.Vote(new ScoreTarget.Session("talk"), 1)),
            Some.Vote(Some.Of(bobs), 1) with { Comment = "bob's own" });

        await EraseAsync(new ErasureTarget.User(Ann));

        Assert.Equal(new ScoreCounts(1, 1, 1, 0, 0, 0, 0), await _store.TotalAsync());
        Assert.Equal("bob's own", await _store.Database.ReadAsync<string>("SELECT string_agg(comment, ',') FROM scores"));
        Assert.False(await IsAnywhereAsync(Ann));
        Assert.False(await IsAnywhereAsync("talk"));
        Assert.Equal("bob", await _store.Database.ReadAsync<string>("SELECT string_agg(user_id, ',') FROM call_scores"));
    }

    [Fact]
    public async Task A_vote_that_waits_for_its_call_loses_its_words_and_still_counts_once()
    {
        var call = Some.Call(user: Ann);
        await _store.VoteAsync(Comment(Some.Vote(new ScoreTarget.WholeTrace(call.TraceId), -1, Ann)));
        await EraseAsync(new ErasureTarget.Trace(call.TraceId));
        Assert.False(await IsAnywhereAsync(Ann));

        await _store.CallAsync(call);
        await _store.JoinAsync();

        Assert.Equal(new ScoreCounts(0, 1, 1, 0, 0, 0, 0), await _store.TotalAsync());
        Assert.False(await IsAnywhereAsync(Ann));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_Langfuse_sent_is_emptied_and_sent_again_it_adds_nothing(bool written)
    {
        await TakeAsync();
        if (written)
        {
            Assert.Equal(1, await WriteAsync());
        }

        await EraseAsync(new ErasureTarget.User(Ann));
        Assert.False(await IsAnywhereAsync(Ann));
        Assert.False(await IsAnywhereAsync("secret"));

        await TakeAsync();
        Assert.Equal(written ? 0 : 1, await WriteAsync());
        var call = Assert.Single((await _store.Get<CallQueries>().ListAsync(
            new CallFilter { Project = ProjectId.First }, Ct)).Items);
        Assert.Equal((null, 42, 17), (call.UserId, call.Tokens!.Value.Input, call.Tokens.Value.Output));
        Assert.False(await IsAnywhereAsync("secret"));
    }

    [Fact]
    public async Task A_trace_that_Langfuse_sent_is_emptied_and_another_is_left()
    {
        await TakeAsync();
        await TakeAsync("t-2", "bob", "harmless");
        Assert.Equal(2, await WriteAsync());

        await EraseAsync(new ErasureTarget.Trace(LangfuseIds.Trace("t-1")));

        Assert.False(await IsAnywhereAsync(Ann));
        Assert.False(await IsAnywhereAsync("secret"));
        Assert.True(await IsAnywhereAsync("bob"));
        Assert.True(await IsAnywhereAsync("harmless"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_same_scores_again_bring_back_no_words_and_no_name_and_are_not_counted_twice(bool byUser)
    {
        var call = Some.Call(user: Ann);
        Score[] given =
        [
            Comment(Some.Vote(Some.Of(call), -1, Ann)),
            Comment(Some.Vote(new ScoreTarget.WholeTrace(call.TraceId), 1, "bob")),
            Comment(Some.Vote(Some.Of(call), 1, "otel", name: "hallucination", kind: AnnotatorKind.Llm)),
        ];
        await _store.CallAsync(call);
        await _store.VoteAsync(given);
        var before = await _store.TotalAsync();
        await EraseAsync(byUser ? new ErasureTarget.User(Ann) : new ErasureTarget.Trace(call.TraceId));

        await _store.VoteAsync(given);
        await _store.VoteAsync(given[0] with { Annotator = "cleo", Comment = "by cleo" });
        await _store.JoinAsync();

        Assert.Equal(before with { Down = 2 }, await _store.TotalAsync());
        Assert.False(await IsAnywhereAsync(Ann));
        Assert.False(await IsAnywhereAsync("cleo"));
        Assert.Equal(byUser, await IsAnywhereAsync("bob"));
    }

    [Fact]
    public async Task What_Langfuse_sends_again_after_its_events_were_forgotten_comes_without_content()
    {
        await TakeAsync();
        await WriteAsync();
        await EraseAsync(new ErasureTarget.User(Ann));
        _store.Time.Advance(ObservationWriter.Kept + TimeSpan.FromMinutes(1));
        await _store.Get<ObservationWriter>().ForgetAsync(Ct);

        await TakeAsync();
        await WriteAsync();

        Assert.False(await IsAnywhereAsync(Ann));
        Assert.False(await IsAnywhereAsync("secret"));
        Assert.Single((await _store.Get<CallQueries>().ListAsync(new CallFilter { Project = ProjectId.First }, Ct)).Items);
    }

    [Fact]
    public async Task What_follows_a_trace_that_named_the_user_comes_without_content()
    {
        await TakeAsync(only: 0);
        await EraseAsync(new ErasureTarget.User(Ann));

        await TakeAsync();
        Assert.Equal(1, await WriteAsync());

        Assert.False(await IsAnywhereAsync(Ann));
        Assert.False(await IsAnywhereAsync("secret"));
    }

    [Fact]
    public async Task A_trace_of_the_user_that_comes_late_is_empty_from_the_first()
    {
        _store.Time.Advance(TimeSpan.FromMinutes(1));
        await EraseAsync(new ErasureTarget.User(Ann));

        await TakeAsync(only: 0);
        await TakeAsync(only: 1);
        await TakeAsync(only: 2);
        Assert.Equal(1, await WriteAsync());

        Assert.False(await IsAnywhereAsync(Ann));
        Assert.False(await IsAnywhereAsync("secret"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_batch_that_is_half_stored_while_an_erasure_runs_is_emptied(bool byUser)
    {
        await TakeAsync(words: "harmless");
        await WriteAsync();
        await using var connection = await _store.Database.Source.OpenConnectionAsync(Ct);
        await using var other = await connection.BeginTransactionAsync(Ct);
        await using (var hold = new NpgsqlCommand("SELECT FROM langfuse_observations FOR UPDATE", connection))
        {
            await hold.ExecuteNonQueryAsync(Ct);
        }

        // The events are stored and not committed: marking their observation waits for the other transaction.
        var batch = TakeAsync(id: "later");
        await UntilAsync(
            """
            SELECT EXISTS (SELECT FROM pg_locks w JOIN pg_locks h ON h.pid = w.pid
              WHERE NOT w.granted AND h.granted AND h.relation = 'langfuse_observations'::regclass)
            """,
            batch);
        var erasure = EraseAsync(byUser ? new ErasureTarget.User(Ann) : new ErasureTarget.Trace(LangfuseIds.Trace("t-1")));
        await UntilAsync(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND relation = 'langfuse_events'::regclass)", erasure);
        await other.CommitAsync(Ct);
        await Task.WhenAll(batch, erasure);
        await WriteAsync();

        Assert.False(await IsAnywhereAsync(Ann));
        Assert.False(await IsAnywhereAsync("secret"));
        Assert.False(await IsAnywhereAsync("harmless"));
    }

    /// <summary>Waits until the database says so, or the task has ended.</summary>
    private async Task UntilAsync(string sql, Task task)
    {
        while (!task.IsCompleted && !await _store.Database.ReadAsync<bool>(sql))
        {
        }
    }

    private static Score Comment(Score score) => score with { Comment = "by " + Ann };

    private Task EraseAsync(ErasureTarget target) => _store.EraseAsync(target);

    private Task<int> WriteAsync() => _store.Get<ObservationWriter>().RunAsync(Ct);

    /// <summary>A trace with a generation; the name of the user is written with an escape, as some clients do.</summary>
    private Task<IngestionAnswer> TakeAsync(
        string trace = "t-1", string user = Ann, string words = "secret", int? only = null, string? id = null)
    {
        var batch = JsonElement.Parse(
            $$$"""
            [{"id":"{{{id ?? trace}}}-0","type":"trace-create","timestamp":"2026-11-22T12:00:00Z",
              "body":{"id":"{{{trace}}}","userId":"{{{user.Replace("@", "\\u0040", StringComparison.Ordinal)}}}",
                "input":"{{{words}}}"}},
             {"id":"{{{id ?? trace}}}-1","type":"generation-create","timestamp":"2026-11-22T12:00:00Z",
              "body":{"id":"{{{trace}}}-g","traceId":"{{{trace}}}","name":"answer","model":"gpt-4o-mini",
                "startTime":"2026-11-22T12:00:00Z","input":"{{{words}}}","metadata":{"of":"{{{words}}}"} }},
             {"id":"{{{id ?? trace}}}-2","type":"generation-update","timestamp":"2026-11-22T12:00:02Z",
              "body":{"id":"{{{trace}}}-g","endTime":"2026-11-22T12:00:02Z","output":"{{{words}}}",
                "usage":{"input":42,"output":17,"total":59} }}]
            """);
        var events = only is { } one ? JsonSerializer.SerializeToElement(new[] { batch[one] }) : batch;
        return _store.Get<LangfuseIngestion>().TakeAsync(ProjectId.First, events, Ct);
    }

    private Task<bool> IsAnywhereAsync(string text) => _store.IsAnywhereAsync(text);
}

using Dashboard.Evaluations.Scores;
using Xunit;

namespace Dashboard.Evaluations.Tests.Scores;

public sealed class ScoreForgettingTests : IAsyncLifetime
{
    private ScoreStore _store = null!;

    public async ValueTask InitializeAsync() => _store = await ScoreStore.CreateAsync();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Only_what_nobody_repeats_or_sees_any_more_is_forgotten()
    {
        var ct = TestContext.Current.CancellationToken;
        var call = Some.Call(responseId: "known");
        await _store.CallAsync(call);
        await _store.Scores.WriteOnceAsync(Some.Vote(new ScoreTarget.Response("known"), -1), "old", ct);
        await _store.VoteAsync(
            Some.Vote(new ScoreTarget.Response("lost"), -1),
            Some.Vote(new ScoreTarget.Session("talk"), 1),
            Some.Vote(new ScoreTarget.WholeTrace(Some.TraceId()), 1));
        var before = await _store.TotalAsync();

        await _store.Get<ScoreForgetting>().RunAsync(ct);
        Assert.Equal(4L, await _store.Database.ReadAsync<long>("SELECT count(*) FROM scores"));

        _store.Time.Advance(ScoreJoiner.Patience);
        await _store.Scores.WriteOnceAsync(Some.Vote(new ScoreTarget.Response("coming"), 1), "new", ct);
        _store.Time.Advance(TimeSpan.FromHours(1));
        await _store.Get<ScoreForgetting>().RunAsync(ct);

        Assert.Equal("new", await _store.Database.ReadAsync<string>("SELECT string_agg(id, ',') FROM feedback_ids"));
        Assert.Equal(4L, await _store.Database.ReadAsync<long>("SELECT count(*) FROM scores"));
        Assert.False(await _store.Database.ReadAsync<bool>("SELECT EXISTS (SELECT FROM scores WHERE response_id = 'lost')"));
        Assert.Equal(before, await _store.TotalAsync());
    }
}

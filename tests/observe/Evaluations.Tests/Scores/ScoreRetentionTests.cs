using Dashboard.Evaluations.Scores;
using Dashboard.Events;
using Dashboard.EventStore;
using Dashboard.Telemetry;
using Dashboard.Telemetry.Erasure;
using Dashboard.Telemetry.Partitions;
using Dashboard.Telemetry.Reading;
using Dashboard.Telemetry.Rollups;
using Xunit;

namespace Dashboard.Evaluations.Tests.Scores;

/// <summary>Scores of calls that retention drops, by the same desk as in the console.</summary>
public sealed class ScoreRetentionTests : IAsyncLifetime
{
    private static readonly TimeSpan _keep = new RetentionOptions().Calls;

    private readonly SpanRecord _kept = Some.Call(Some.Noon.AddDays(3), user: "bob");
    private ScoreStore _store = null!;

    public async ValueTask InitializeAsync() => _store = await ScoreStore.CreateAsync();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Scores_go_with_the_calls_of_a_day_and_no_rate_changes()
    {
        await StoreAsync(calls: 3);
        var (before, good) = (await RatesAsync(), await GoodAsync());
        Assert.Equal(4, before.Count);

        await DropAsync();
        await RunAsync();
        await RunAsync();

        Assert.Equal((1L, 1L, 1L), (await CountAsync("calls"), await CountAsync("scores"), await CountAsync("call_scores")));
        Assert.Equal(before, await RatesAsync());
        Assert.Equal(good, await GoodAsync());
        var verified = await _store.Get<RollupVerifier>().VerifyAsync(Ct);
        Assert.True(verified.Ok);
        Assert.Equal(1, verified.Days);
    }

    [Fact]
    public async Task A_vote_on_a_call_that_is_gone_is_taken_and_changes_no_rate()
    {
        var calls = await StoreAsync(calls: 2);
        var before = await RatesAsync();
        await DropAsync();
        await RunAsync();

        Assert.Equal(0, await _store.VoteAsync(
            Some.Vote(Some.Of(calls[0]), 1, at: _store.Time.GetUtcNow()),
            Some.Vote(Some.Of(calls[1]), -1, "new", at: _store.Time.GetUtcNow())));
        await _store.JoinAsync();
        await RunAsync();

        Assert.Equal(before, await RatesAsync());
        Assert.Equal(3L, await CountAsync("scores"));
        _store.Time.Advance(_keep + TimeSpan.FromMinutes(1));
        await RunAsync();
        Assert.Equal(1L, await CountAsync("scores"));
    }

    [Fact]
    public async Task Consoles_that_run_at_once_or_are_cut_off_keep_every_sum()
    {
        await StoreAsync(calls: 30);
        var before = await RatesAsync();
        await DropAsync();

        using (var cut = CancellationTokenSource.CreateLinkedTokenSource(Ct))
        {
            var run = Retention.RunAsync(_keep, cut.Token, piece: 1);
            while (!run.IsCompleted && await CountAsync("call_scores") > 28)
            {
            }

            await cut.CancelAsync();
            await Task.WhenAny(run);
        }

        Assert.Equal(before, await RatesAsync());
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Retention.RunAsync(_keep, Ct, piece: 3)));
        await RunAsync();

        Assert.Equal((1L, 1L), (await CountAsync("scores"), await CountAsync("call_scores")));
        Assert.Equal(before, await RatesAsync());
    }

    [Fact]
    public async Task Nobody_is_waited_for_and_what_was_held_goes_the_next_time()
    {
        var calls = await StoreAsync(calls: 3);
        var before = await RatesAsync();
        await DropAsync();
        await using (var connection = await _store.Database.Source.OpenConnectionAsync(Ct))
        {
            await using var writer = await connection.BeginTransactionAsync(Ct);
            await HoldAsync(connection, "SELECT FROM scores WHERE call_trace_id = $1 FOR UPDATE", calls[0].TraceId);
            await HoldAsync(connection, "SELECT FROM call_scores WHERE trace_id = $1 FOR UPDATE", calls[1].TraceId);
            await RunAsync();
            Assert.Equal((3L, 2L), (await CountAsync("scores"), await CountAsync("call_scores")));
        }

        await RunAsync();

        Assert.Equal((1L, 1L), (await CountAsync("scores"), await CountAsync("call_scores")));
        Assert.Equal(before, await RatesAsync());
    }

    [Fact]
    public async Task A_call_that_comes_late_for_a_dropped_day_keeps_its_scores()
    {
        await StoreAsync(calls: 1);
        await DropAsync();
        await RunAsync();
        var late = Some.Call(user: "cleo");
        await _store.CallAsync(late);
        await _store.VoteAsync(Some.Vote(Some.Of(late), 1));
        var before = await RatesAsync();

        await RunAsync();

        Assert.Equal((2L, 2L), (await CountAsync("scores"), await CountAsync("call_scores")));
        Assert.Equal(before, await RatesAsync());
    }

    [Fact]
    public async Task A_score_that_never_found_a_call_goes_when_calls_of_its_age_do()
    {
        var target = new ScoreTarget.WholeTrace(Some.TraceId());
        await _store.VoteAsync(Some.Vote(target, 1, "old"), Some.Vote(new ScoreTarget.Session("talk"), 1));
        _store.Time.Advance(_keep);
        await _store.VoteAsync(
            Some.Vote(target, 1, "sent late, given long ago"), Some.Vote(target, 1, "new", at: _store.Time.GetUtcNow()));
        await RunAsync();
        Assert.Equal(4L, await CountAsync("scores"));

        _store.Time.Advance(TimeSpan.FromMinutes(1));
        await RunAsync();

        Assert.Equal(2L, await CountAsync("scores"));
        Assert.Equal(2L, await _store.Database.ReadAsync<long>("SELECT count(*) FROM scores WHERE annotator <> 'old'"));
    }

    [Fact]
    public async Task Who_is_forgotten_is_no_longer_named_in_what_stays_and_the_sums_are_the_same()
    {
        await StoreAsync(calls: 2);
        var before = (await RatesAsync()).Values.Aggregate((sum, one) => sum + one);
        await DropAsync();
        await RunAsync();

        await _store.EraseAsync(new ErasureTarget.User("user-0"));

        var after = await RatesAsync();
        Assert.DoesNotContain(after.Keys, key => key.User == "user-0");
        Assert.Equal(before, after.Values.Aggregate((sum, one) => sum + one));
        Assert.False(await _store.Database.ReadAsync<bool>("SELECT EXISTS (SELECT FROM score_past WHERE user_id = 'user-0')"));
    }

    private ScoreRetention Retention => _store.Get<ScoreRetention>();

    private Task RunAsync() => Retention.RunAsync(_keep, Ct);

    /// <summary>Calls of a day that goes, each with a vote, and one of a day that stays.</summary>
    private async Task<SpanRecord[]> StoreAsync(int calls)
    {
        SpanRecord[] old = [.. Enumerable.Range(0, calls).Select(i => Some.Call(Some.Noon.AddMinutes(9 * i), user: $"user-{i}"))];
        await _store.CallAsync(old);
        await _store.VoteAsync([.. old.Select((call, i) =>
            Some.Vote(Some.Of(call), i % 2 == 0 ? -1 : 1, at: call.StartedAt) with { Comment = "words" })]);
        _store.Time.Advance(TimeSpan.FromDays(3));
        await _store.CallAsync(_kept);
        await _store.VoteAsync(Some.Vote(Some.Of(_kept), 1, at: _kept.StartedAt));
        return old;
    }

    private async Task DropAsync()
    {
        _store.Time.Advance(_keep - TimeSpan.FromDays(2));
        var desk = _store.Get<RetentionDesk>();
        var holds = await desk.ReadAsync(Ct);
        Assert.IsType<RetentionResult.Changed>(await desk.SetAsync(holds.Keep, holds, new EventContext("key:test"), Ct));
        Assert.Equal(1L, await CountAsync("calls"));
    }

    private async Task<SortedDictionary<(DateTimeOffset Day, string? User), ScoreCounts>> RatesAsync()
    {
        var query = new MetricsQuery
        {
            Project = ProjectId.First,
            From = Some.Noon.AddHours(-12),
            To = Some.Noon.AddHours(108),
            Step = MetricsStep.Day,
            By = [Dimension.User],
        };
        var metrics = _store.Get<MetricsQueries>();
        var byUser = new SortedDictionary<(DateTimeOffset, string?), ScoreCounts>();
        foreach (var series in (await metrics.ReadAsync(query, Ct)).Series)
        {
            foreach (var point in series.Points)
            {
                byUser[(point.Start, series[Dimension.User])] = point.Scores;
            }
        }

        // Without users they are read from other sums.
        var all = (await metrics.ReadAsync(query with { By = [] }, Ct)).Series.SelectMany(series => series.Points);
        Assert.Equal(
            byUser.Values.Aggregate(default(ScoreCounts), (sum, one) => sum + one),
            all.Aggregate(default(ScoreCounts), (sum, point) => sum + point.Scores));
        return byUser;
    }

    private async Task<IReadOnlyList<GoodAnswerCount>> GoodAsync()
    {
        var counts = await _store.Get<IGoodAnswers>().ReadAsync(
            new GoodAnswerQuery
            {
                Project = ProjectId.First,
                From = Some.Noon.AddDays(-1),
                To = Some.Noon.AddDays(4),
                Zone = TimeZoneInfo.Utc,
            },
            Ct);
        return [.. counts.OrderBy(count => count.Day)];
    }

    private static async Task HoldAsync(Npgsql.NpgsqlConnection connection, string sql, TraceId trace)
    {
        await using var command = new Npgsql.NpgsqlCommand(sql, connection)
        {
            Parameters = { new() { Value = trace.ToGuid() } },
        };
        await command.ExecuteNonQueryAsync(Ct);
    }

    private Task<long> CountAsync(string table) => _store.Database.ReadAsync<long>($"SELECT count(*) FROM {table}");
}

using Dashboard.Evaluations.Scores;
using Dashboard.Events;
using Dashboard.Telemetry;
using Dashboard.Telemetry.Reading;
using Dashboard.Testing;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace Dashboard.Evaluations.Tests.Scores;

/// <summary>Finding calls by their scores, with and without the indexes of a day that is over.</summary>
public sealed class ScoredCallsTests : IAsyncLifetime
{
    private const int Calls = 48;

    private static readonly DateTimeOffset Closed = Some.Noon.AddDays(-2);

    private ScoreStore _store = null!;

    public static TheoryData<string, CallFilter, Func<int, bool>> Filters => new()
    {
        { "down", All with { Feedback = CallFeedback.Down }, IsDown },
        { "up", All with { Feedback = CallFeedback.Up }, IsUp },
        { "nobody", All with { Feedback = CallFeedback.None }, i => !IsUp(i) && !IsDown(i) },
        { "flagged", All with { Judgement = CallJudgement.Flagged }, IsFlagged },
        { "clean", All with { Judgement = CallJudgement.Clean }, IsClean },
        { "high", All with { Score = new("relevance", true, 0.5) }, i => Relevance(i) >= 0.5 },
        { "low", All with { Score = new("relevance", false, 0.25) }, i => Relevance(i) <= 0.25 },
        {
            "high, down and clean",
            All with { Score = new("relevance", true, 0.5), Feedback = CallFeedback.Down, Judgement = CallJudgement.Clean },
            i => Relevance(i) >= 0.5 && IsDown(i) && IsClean(i)
        },
        { "down of a user", All with { Feedback = CallFeedback.Down, User = "user-0" }, i => IsDown(i) && i % 4 == 0 },
        { "down of a version", All with { Feedback = CallFeedback.Down, Version = "v1" }, i => IsDown(i) && i % 3 > 0 },
        { "down about a word", All with { Feedback = CallFeedback.Down, Text = "refund" }, i => IsDown(i) && i % 5 == 0 },
        { "nobody about a word", All with { Feedback = CallFeedback.None, Text = "refund" }, i => !IsUp(i) && !IsDown(i) && i % 5 == 0 },
    };

    private static CallFilter All => new() { Project = ProjectId.First };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _store = await ScoreStore.CreateAsync();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task Calls_are_found_by_their_scores_page_by_page(string what, CallFilter filter, Func<int, bool> matches)
    {
        var calls = await WriteAsync();
        var expected = Enumerable.Range(0, Calls).Where(matches).Reverse().Select(i => calls[i].SpanId).ToList();
        Assert.True(expected.Count is > 0 and < Calls, $"{what} matches {expected.Count} calls.");

        Assert.Equal(expected, await PagesAsync(filter));
        await BuildIndexesAsync();
        Assert.Equal(expected, await PagesAsync(filter));
        Assert.Equal(expected, await ExportAsync(filter));
    }

    [Fact]
    public async Task A_row_tells_votes_and_the_judgement_in_force_and_nothing_after_they_are_withdrawn()
    {
        var call = Some.Call();
        await _store.CallAsync(call);
        Assert.Null(await OpinionAsync());

        await _store.VoteAsync(
            Some.Vote(Some.Of(call), -1, "ann"), Some.Vote(Some.Of(call), -1, "ben"), Some.Vote(Some.Of(call), 1, "cleo"),
            Judge(call, 0.9));
        Assert.Equal(new CallOpinion(1, 2, CallJudgement.Flagged), await OpinionAsync());

        await _store.VoteAsync(
            Judge(call, 0.1, AnnotatorKind.Human),
            Some.Vote(Some.Of(call), 0, "ann", Later), Some.Vote(Some.Of(call), 0, "ben", Later),
            Some.Vote(Some.Of(call), 0, "cleo", Later));
        Assert.Equal(new CallOpinion(0, 0, CallJudgement.Clean), await OpinionAsync());
        Assert.Empty(await PagesAsync(All with { Feedback = CallFeedback.Down }));
    }

    [Fact]
    public async Task A_withdrawn_score_finds_nothing_and_two_annotators_find_a_call_once()
    {
        var call = Some.Call();
        await _store.CallAsync(call);
        await _store.VoteAsync(Relevant(call, 0.7, "ann"), Relevant(call, 0.9, "ben"));
        var filter = All with { Score = new("relevance", true, 0.6) };
        Assert.Equal([call.SpanId], await PagesAsync(filter));

        await _store.Database.ExecuteAsync($"UPDATE scores SET verdict = {(int)ScoreVerdict.Withdrawn}");
        Assert.Empty(await PagesAsync(filter));
    }

    /// <summary>Many scored calls, few of them asked for: only these may be read, in order and without a sort.</summary>
    [Theory]
    [InlineData("down > 0", "call_scores_down")]
    [InlineData("up > 0", "call_scores_up")]
    [InlineData("flagged > 0", "call_scores_flagged")]
    public async Task The_newest_of_few_among_many_are_read_from_an_index(string condition, string index)
    {
        await _store.Database.ExecuteAsync(
            """
            INSERT INTO call_scores (project_id, started_at, trace_id, span_id, series_id, up, down, flagged)
            SELECT 1, $1 - i * interval '1 second', gen_random_uuid(), i, 1, (i % 97 = 0)::int, (i % 101 = 0)::int,
              (i % 103 = 0)::int
            FROM generate_series(1, 40000) AS i
            """,
            Some.Noon.UtcDateTime);
        await _store.Database.ExecuteAsync("ANALYZE call_scores");

        var plan = await PlanAsync(
            $"""
            SELECT k.started_at, k.trace_id, k.span_id FROM {new ScoredCalls().Counts} k
            WHERE k.project_id = 1 AND k.started_at >= '2026-11-20' AND k.started_at < '2026-11-24' AND {condition}
            ORDER BY k.started_at DESC, k.trace_id DESC, k.span_id DESC LIMIT 50
            """);
        Assert.Contains($"Scan Backward using {index}", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Sort", plan, StringComparison.Ordinal);
    }

    private static DateTimeOffset Later => Some.Noon.AddMinutes(2);

    private static bool IsDown(int i) => i % 7 == 0;

    private static bool IsUp(int i) => i % 11 == 0;

    private static bool IsFlagged(int i) => i % 13 == 0;

    private static bool IsClean(int i) => i % 13 > 0 && i % 2 == 0;

    private static double? Relevance(int i) => i % 3 == 0 ? i / (double)Calls : null;

    private static Score Judge(SpanRecord call, double value, AnnotatorKind kind = AnnotatorKind.Llm) =>
        Some.Vote(Some.Of(call), value, kind.ToString(), name: "hallucination", kind: kind);

    private static Score Relevant(SpanRecord call, double value, string annotator = "judge") =>
        Some.Vote(Some.Of(call), value, annotator, name: "relevance", kind: AnnotatorKind.Llm);

    private async Task<List<SpanRecord>> WriteAsync()
    {
        var calls = Enumerable.Range(0, Calls).Select(i => Some.Call(
            i < Calls / 2 ? Closed.AddSeconds(i) : Some.Noon.AddSeconds(i), i % 3 == 0 ? "v2" : "v1", $"user-{i % 4}") with
        {
            Input = i % 5 == 0 ? "My refund" : "My parcel",
        }).ToList();
        await _store.CallAsync([.. calls]);
        await _store.VoteAsync([.. calls.SelectMany((call, i) => Scores(call, i))]);
        return calls;
    }

    private static IEnumerable<Score> Scores(SpanRecord call, int i)
    {
        if (IsDown(i))
        {
            yield return Some.Vote(Some.Of(call), -1, "ann");
        }

        if (IsUp(i))
        {
            yield return Some.Vote(Some.Of(call), 1, "ben");
        }

        if (IsFlagged(i) || IsClean(i))
        {
            yield return Judge(call, IsFlagged(i) ? 1 : 0);
        }

        if (Relevance(i) is { } value)
        {
            yield return Relevant(call, value);
        }
    }

    private async Task BuildIndexesAsync()
    {
        using var keeper = _store.Make<BackgroundService>(typeof(CallQueries), "Dashboard.Telemetry.Searching.IndexKeeper");
        await keeper.StartAsync(Ct);
        await Eventually.TrueAsync(async () =>
            await _store.Database.ReadAsync<long>("SELECT count(*) FROM partition_indexes") == 2);
        await keeper.StopAsync(Ct);
    }

    private async Task<List<SpanId>> PagesAsync(CallFilter filter)
    {
        var ids = new List<SpanId>();
        string? cursor = null;
        do
        {
            var page = await _store.Get<CallQueries>().ListAsync(filter with { Limit = 3, Cursor = cursor }, Ct);
            ids.AddRange(page.Items.Select(call => call.SpanId));
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        return ids;
    }

    private async Task<List<SpanId>> ExportAsync(CallFilter filter)
    {
        var ids = new List<SpanId>();
        await foreach (var exported in _store.Get<CallQueries>().ExportAsync(filter, Ct))
        {
            ids.Add(exported.Call.SpanId);
        }

        return ids;
    }

    private async Task<CallOpinion?> OpinionAsync() =>
        Assert.Single((await _store.Get<CallQueries>().ListAsync(All, Ct)).Items).Opinion;

    private async Task<string> PlanAsync(string sql)
    {
        await using var command = _store.Database.Source.CreateCommand("EXPLAIN " + sql);
        await using var reader = await command.ExecuteReaderAsync(Ct);
        var lines = new List<string>();
        while (await reader.ReadAsync(Ct))
        {
            lines.Add(reader.GetString(0));
        }

        return string.Join('\n', lines);
    }
}

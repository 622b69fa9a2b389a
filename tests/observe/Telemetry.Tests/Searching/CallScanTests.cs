using Dashboard.Events;
using Dashboard.Telemetry.Reading;
using Xunit;

namespace Dashboard.Telemetry.Tests.Searching;

public sealed class CallScanTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Closed = Some.Noon.AddDays(-2);

    private TelemetryStore _store = null!;

    public static TheoryData<string, CallFilter> Filters => new()
    {
        { "route", All with { Route = "bob" } },
        { "model", All with { Model = "m2" } },
        { "version", All with { Version = "v2" } },
        { "provider", All with { Provider = "openai" } },
        { "prompt", All with { Prompt = "greet@2" } },
        { "environment", All with { Environment = "demo" } },
        { "status", All with { Status = SpanStatus.Error } },
        { "abort", All with { Status = SpanStatus.ClientAbort } },
        { "latency", All with { MinLatencyMs = 1000 } },
        { "power of two", All with { MinLatencyMs = 1.024 } },
        { "user", All with { User = "user-3" } },
        { "session", All with { Session = "s-2" } },
        { "unpriced", All with { Cost = CostGroup.Unpriced } },
        { "priced", All with { Cost = CostGroup.Priced, Route = "gus" } },
        { "slow of a route", All with { Route = "gus", MinLatencyMs = 1000 } },
        { "failed of a user", All with { User = "user-3", Status = SpanStatus.Error } },
        { "word", All with { Text = "refund" } },
        { "two words", All with { Text = "ORDER refund" } },
        { "phrase", All with { Text = "\"late refund\"" } },
        { "beginning", All with { Text = "ref*" } },
        { "word of a route", All with { Text = "refund", Route = "bob" } },
        { "answer", All with { Text = "Grüße" } },
        { "unspaced", All with { Text = "退款" } },
        { "unspaced of three", All with { Text = "要退款" } },
        { "one character", All with { Text = "款" } },
        { "identifier", All with { Text = "refund_late" } },
        { "unspaced of a route", All with { Text = "退款", Route = "gus" } },
        { "phrase of slow calls", All with { Text = "\"a late refund\"", MinLatencyMs = 1000 } },
        { "word of a user", All with { Text = "refund", User = "user-4" } },
        { "word of slow calls", All with { Text = "refund", MinLatencyMs = 1000 } },
    };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static CallFilter All => new() { Project = ProjectId.First };

    public async ValueTask InitializeAsync() => _store = await TelemetryStore.CreateAsync();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task An_index_finds_what_a_scan_finds_in_the_same_order(string what, CallFilter filter)
    {
        await WriteMixedAsync(Closed);
        var scanned = await AllPagesAsync(filter);
        Assert.True(scanned.Ids.Count is > 0 and < 80, $"{what} matches {scanned.Ids.Count} calls.");

        Assert.NotEmpty(await _store.Indexes.BuildAsync(Ct));
        var found = await AllPagesAsync(filter);

        Assert.Equal(scanned.Ids, found.Ids);
        Assert.Equal(("rows", "index"), (scanned.Method, found.Method));
    }

    [Fact]
    public async Task Indexes_are_built_once_and_only_on_days_that_are_over()
    {
        await _store.WriteAsync(Some.Call(at: Closed), Some.Call(at: Some.Noon));
        Assert.Equal(["calls_2026_11_20", "payloads_2026_11_20"], await _store.Indexes.BuildAsync(Ct));
        Assert.Empty(await _store.Indexes.BuildAsync(Ct));
        Assert.Equal(1, await _store.Database.ReadAsync<int>(
            "SELECT count(*)::int FROM pg_indexes WHERE indexname = 'payloads_2026_11_20_words_2'"));
    }

    [Fact]
    public async Task A_build_that_was_interrupted_is_done_again()
    {
        await _store.WriteAsync(Some.Call(at: Closed));
        await _store.Database.ExecuteAsync("CREATE INDEX calls_2026_11_20_user ON calls_2026_11_20 (user_id)");
        await _store.Database.ExecuteAsync(
            "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'calls_2026_11_20_user'::regclass");
        await _store.Indexes.BuildAsync(Ct);
        Assert.True(await _store.Database.ReadAsync<bool>(
            "SELECT indisvalid FROM pg_index WHERE indexrelid = 'calls_2026_11_20_user'::regclass"));
    }

    [Fact]
    public async Task A_late_call_of_a_closed_day_is_found_by_its_words()
    {
        await _store.WriteAsync(Some.Call(at: Closed, inputText: "first"));
        await _store.Indexes.BuildAsync(Ct);
        await _store.WriteAsync(Some.Call(at: Closed.AddMinutes(1), inputText: "belated parcel"));
        Assert.Single((await _store.Calls.ListAsync(All with { Text = "parcel" }, Ct)).Items);
    }

    [Fact]
    public async Task Newest_rows_are_scanned_and_older_ones_come_from_the_index()
    {
        await _store.WriteAsync(Some.Call(at: Closed, inputText: "lost parcel"), Some.Call(inputText: "my parcel"));
        await _store.Indexes.BuildAsync(Ct);
        var page = await _store.Calls.ListAsync(All with { Text = "parcel" }, Ct);
        Assert.Equal(2, page.Items.Count);
        Assert.Equal("rows,index", page.Reach.Method);
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 0, 0, 0, TimeSpan.Zero), page.Reach.RowByRowTo);
    }

    [Fact]
    public async Task A_search_that_runs_out_of_time_says_how_far_it_came_and_goes_on_from_there()
    {
        await _store.WriteAsync(
            Some.Call(at: Some.Noon, inputText: "parcel"), Some.Call(at: Closed, inputText: "parcel"));
        var hurried = new CallQueries(_store.Db, new HurriedClock());
        var (cursor, pages, found) = ((string?)null, 0, 0);
        do
        {
            var page = await hurried.ListAsync(All with { Text = "parcel", Cursor = cursor }, Ct);
            Assert.Equal(page.NextCursor is null, page.Reach.StoppedAt is null);
            (cursor, pages, found) = (page.NextCursor, pages + 1, found + page.Items.Count);
        }
        while (cursor is not null);

        Assert.Equal(2, found);
        Assert.True(pages > 2, "Each page had time for one statement.");
    }

    [Theory]
    [InlineData("role")]
    [InlineData("nHello")]
    [InlineData("u00fc")]
    public async Task What_only_the_json_around_a_text_says_is_not_found(string text)
    {
        await _store.WriteAsync(Some.Call(
            inputText: """[{"role":"user","content":"Gr\u00fc\u00dfe\nHello"}]"""));
        Assert.Empty((await _store.Calls.ListAsync(All with { Text = text }, Ct)).Items);
        Assert.Single((await _store.Calls.ListAsync(All with { Text = "hello grüße" }, Ct)).Items);
    }

    [Fact]
    public async Task Texts_that_are_no_json_or_too_long_for_an_index_are_kept_and_their_beginning_is_found()
    {
        var words = string.Join(' ', Enumerable.Range(0, 120_000).Select(i => $"ä{i}ö"));
        await _store.WriteAsync(Some.Call(at: Closed, inputText: "begin " + words, outputText: "[no json"));
        await _store.Indexes.BuildAsync(Ct);
        Assert.Single((await _store.Calls.ListAsync(All with { Text = "begin json" }, Ct)).Items);
    }

    private async Task WriteMixedAsync(DateTimeOffset day) => await _store.WriteAsync(
        [
            .. Enumerable.Range(0, 60).Select(i => Some.Call(
                at: day.AddSeconds(i / 4),
                route: i % 3 == 0 ? "bob" : "gus",
                model: i % 5 == 0 ? "m2" : "m1",
                version: i % 7 == 0 ? "v2" : "v1",
                environment: i % 10 == 0 ? "demo" : null,
                user: $"user-{i % 6}",
                session: $"s-{i % 9}",
                prompt: i % 4 == 0 ? "greet@2" : null,
                latencyMs: i % 2 == 0 ? 1.024 : i * 40,
                status: i % 8 == 1 ? SpanStatus.Error : i % 8 == 3 ? SpanStatus.ClientAbort : SpanStatus.Ok,
                costNano: i % 6 == 5 ? null : 100,
                inputText: i % 3 == 1 ? "A late refund, order " + i
                    : i % 3 == 2 ? "refund_late.order，我要退款。退"[..^(i % 2)] : """[{"role":"user","content":"Refund of order"}]""",
                outputText: i % 11 == 0 ? """[{"role":"assistant","content":"Gr\u00fc\u00dfe"}]""" : "Refunds take a week")),
            .. Enumerable.Range(0, 20).Select(i => Some.Call(
                at: day.AddSeconds(i), model: "m3", latencyMs: 0.5, costNano: 1, inputText: "nothing")),
        ]);

    private async Task<(List<SpanId> Ids, string? Method)> AllPagesAsync(CallFilter filter)
    {
        var (ids, method) = (new List<SpanId>(), (string?)null);
        string? cursor = null;
        do
        {
            var page = await _store.Calls.ListAsync(filter with { Limit = 4, Cursor = cursor }, Ct);
            ids.AddRange(page.Items.Select(call => call.SpanId));
            (cursor, method) = (page.NextCursor, method ?? page.Reach.Method);
        }
        while (cursor is not null);

        return (ids, method);
    }

    /// <summary>A second passes whenever somebody looks.</summary>
    private sealed class HurriedClock : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => ++_now;

        public override DateTimeOffset GetUtcNow() => Some.Noon;
    }
}

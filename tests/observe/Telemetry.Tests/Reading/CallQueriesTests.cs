using Dashboard.Events;
using Dashboard.Telemetry.Reading;
using Xunit;

namespace Dashboard.Telemetry.Tests.Reading;

public sealed class CallQueriesTests : IAsyncLifetime
{
    private TelemetryStore _store = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static CallFilter All => new() { Project = ProjectId.First };

    public async ValueTask InitializeAsync() => _store = await TelemetryStore.CreateAsync();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Pages_follow_each_other_without_gap_or_repetition_while_calls_come_in()
    {
        // Three calls a second: equal times must not hide a row at the edge of a page.
        await _store.WriteAsync(
            Enumerable.Range(0, 100).Select(i => Some.Call(at: Some.Noon.AddSeconds(i / 3))).ToArray());
        var expected = (await _store.Calls.ListAsync(All with { Limit = 500 }, Ct)).Items.Select(call => call.SpanId);

        var seen = new List<SpanId>();
        string? cursor = null;
        do
        {
            var page = await _store.Calls.ListAsync(All with { Limit = 7, Cursor = cursor }, Ct);
            seen.AddRange(page.Items.Select(call => call.SpanId));
            cursor = page.NextCursor;
            await _store.WriteAsync(Some.Call(at: Some.Noon.AddHours(1)));
        }
        while (cursor is not null);

        Assert.Equal(expected, seen);
    }

    [Fact]
    public async Task Every_kind_of_token_is_read_back_from_where_it_was_written()
    {
        var tokens = new TokenCounts
        {
            InputUncached = 1,
            CacheRead = 2,
            CacheWrite = 3,
            CacheWrite1h = 4,
            AudioInput = 5,
            OutputText = 6,
            Reasoning = 7,
            AudioOutput = 8,
            ImageInput = 9,
            ImageOutput = 10,
            InputImages = 11,
            OutputImages = 12,
        };
        var call = Some.Call();
        await _store.WriteAsync(call with { Call = call.Call! with { Tokens = tokens, UsageNote = "As it came." } });

        Assert.Equal(tokens, (await _store.Calls.ListAsync(All, Ct)).Items.Single().Tokens);
        var stored = (await _store.Calls.TraceAsync(ProjectId.First, call.TraceId, Ct))!.Spans.Single().Call!;
        Assert.Equal((tokens, "As it came."), (stored.Tokens, stored.UsageNote));
        Assert.Equal((24, 31), ((await _store.TotalAsync())!.InputTokens, (await _store.TotalAsync())!.OutputTokens));
    }

    [Fact]
    public async Task Each_filter_keeps_what_it_names()
    {
        await _store.WriteAsync(
            Some.Call(route: "gus", model: "m1", version: "v1", user: "ada", latencyMs: 100, inputText: "50% off_now"),
            Some.Call(route: "bob", model: "m2", version: "v2", user: "bea", latencyMs: 900, status: SpanStatus.Error),
            Some.Call(route: "eve", environment: "demo", outputText: "Ünïcode"));

        Assert.Equal(["gus"], await RoutesAsync(All with { Model = "m1" }));
        Assert.Equal(["bob"], await RoutesAsync(All with { Version = "v2" }));
        Assert.Equal(["bob"], await RoutesAsync(All with { Status = SpanStatus.Error }));
        Assert.Equal(["bob"], await RoutesAsync(All with { MinLatencyMs = 900 }));
        Assert.Equal(["gus"], await RoutesAsync(All with { User = "ada" }));
        Assert.Equal(["gus"], await RoutesAsync(All with { Text = "50% OFF_" }));
        Assert.Equal(["gus"], await RoutesAsync(All with { Provider = "openai", User = "ada" }));
        Assert.Equal(["eve"], await RoutesAsync(All with { Environment = "demo", Provider = "openai" }));
        Assert.Equal(["eve"], await RoutesAsync(All with { Environment = "demo", Text = "ünïcode" }));
        Assert.Equal(["bob", "gus"], (await RoutesAsync(All)).Order());
        Assert.Empty(await RoutesAsync(All with { Project = new ProjectId(2) }));
        Assert.Empty(await RoutesAsync(All with { To = Some.Noon }));
        Assert.Equal(2, (await RoutesAsync(All with { From = Some.Noon })).Count);
    }

    [Fact]
    public async Task A_foreign_cursor_is_refused() =>
        await Assert.ThrowsAsync<FormatException>(() => _store.Calls.ListAsync(All with { Cursor = "page2" }, Ct));

    [Fact]
    public async Task A_trace_shows_every_span_in_order_with_its_content()
    {
        var (trace, root) = (Some.TraceId(), Some.SpanId());
        await _store.WriteAsync(
            Some.Call(at: Some.Noon.AddMilliseconds(5), trace: trace, parent: root, inputText: "in", outputText: "out"),
            Some.Span(at: Some.Noon, trace: trace, span: root, role: SpanRole.Agent));

        var detail = await _store.Calls.TraceAsync(ProjectId.First, trace, Ct);

        Assert.Equal([SpanRole.Agent, SpanRole.Model], detail!.Spans.Select(span => span.Role));
        var call = detail.Spans[1];
        Assert.Equal(("in", "out", "{}", root), (call.Input, call.Output, call.Raw, call.ParentSpanId));
        Assert.Equal("builtin:openai/gpt-4o-mini", call.Call!.Cost.PriceId);
        Assert.Null(await _store.Calls.TraceAsync(new ProjectId(2), trace, Ct));
        Assert.Null(await _store.Calls.TraceAsync(ProjectId.First, Some.TraceId(), Ct));
    }

    [Theory]
    [InlineData("plain words", "plain words")]
    [InlineData("""[{"role":"system","content":"be kind"},{"role":"user","content":"hi"}]""", "hi")]
    [InlineData("""[{"role":"user","parts":[{"type":"text","content":"hello\n there"}]}]""", "hello there")]
    [InlineData("""{"messages":[{"role":"user","content":[{"type":"text","text":"deep"}]}]}""", "deep")]
    [InlineData("[broken", "[broken")]
    public async Task The_preview_is_what_the_user_said_last(string input, string preview)
    {
        await _store.WriteAsync(Some.Call(inputText: input));

        Assert.Equal(preview, (await _store.Calls.ListAsync(All, Ct)).Items.Single().Preview);
    }

    private async Task<List<string>> RoutesAsync(CallFilter filter) =>
        (await _store.Calls.ListAsync(filter, Ct)).Items.Select(call => call.Series.Route).ToList();
}

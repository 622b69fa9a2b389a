using Dashboard.Events;
using Dashboard.Pricing;
using Dashboard.Telemetry.Reading;
using Dashboard.Telemetry.Rollups;
using Dashboard.Telemetry.Writing;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Dashboard.Telemetry.Tests.Writing;

/// <summary>
/// One request that several spans report, each with a part of it: an SDK's own span (counts) within an instrumentation's
/// (messages, user, session). It is one call with all of it, in every order of arrival.
/// </summary>
public sealed class RepeatedCallsTests : IAsyncLifetime
{
    private const string Asked = """[{"role":"user","content":"weather in Oslo?"}]""";
    private const string Answered = """[{"role":"assistant","content":"It rains."}]""";

    private readonly TraceId _trace = Some.TraceId();
    private readonly SpanId _outer = Some.SpanId();
    private readonly SpanId _inner = Some.SpanId();
    private TelemetryStore _store = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _store = await TelemetryStore.CreateAsync();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private SpanRecord Outer => Some.Call(
        trace: _trace, span: _outer, input: 42, user: "ada", session: "talk", prompt: "greet@2", environment: "staging",
        inputText: Asked, outputText: Answered);

    private SpanRecord Inner => Some.Call(
        at: Some.Noon.AddMilliseconds(3), trace: _trace, span: _inner, parent: _outer, input: 42, responseId: "msg_1");

    [Theory]
    [InlineData("outer inner")]
    [InlineData("inner outer")]
    [InlineData("outer,inner")]
    [InlineData("inner compact outer")]
    [InlineData("outer inner outer inner")]
    public async Task The_counts_of_one_and_the_messages_and_names_of_the_other_are_one_call(string order)
    {
        await WriteAsync(order, Outer, Inner);

        for (var compacted = 0; compacted < 2; compacted++)
        {
            var call = Assert.Single((await ListAsync()).Items);
            Assert.Equal((_inner, "msg_1", "weather in Oslo?"), (call.SpanId, call.ResponseId, call.Preview));
            Assert.Equal(("ada", "talk", "staging"), (call.UserId, call.SessionId, call.Series.Environment));
            Assert.Equal(42, call.Tokens!.Value.Input);
            Assert.Equal("ada", Assert.Single((await ListAsync("Oslo")).Items).UserId);
            var users = (await _store.ReadAsync(by: Dimension.User)).Series;
            Assert.Equal(
                "ada", Assert.Single(users, user => user.Points.Sum(point => point.Calls) != 0)[Dimension.User]);
            await _store.Compactor.RunAsync(Ct);
        }

        var shown = await ShownAsync(_inner);
        Assert.Equal((Asked, Answered), (shown.Input, shown.Output));
        Assert.Equal(_outer, shown.Twin!.Span.SpanId);
        Assert.Equal(_inner, (await ShownAsync(_outer)).Twin!.Span.SpanId);
        Assert.True((await new RollupVerifier(_store.Db).VerifyAsync(Ct)).Ok);
    }

    [Theory]
    [InlineData("outer inner")]
    [InlineData("inner outer")]
    [InlineData("outer,inner")]
    public async Task The_one_that_tells_what_was_used_counts_and_shows_what_the_other_heard(string order)
    {
        var silent = Inner with
        {
            Input = Asked,
            Call = Inner.Call! with
            {
                Tokens = null,
                UsageSource = UsageSource.None,
                Cost = new CallCost(CostStatus.NoUsage, null, null),
            },
        };
        await WriteAsync(order, Outer with { Input = null }, silent);
        await _store.Compactor.RunAsync(Ct);

        var call = Assert.Single((await ListAsync()).Items);
        Assert.Equal((_outer, 42, "weather in Oslo?"), (call.SpanId, call.Tokens!.Value.Input, call.Preview));
        var total = await _store.TotalAsync();
        Assert.Equal((1, 42, 0), (total!.Calls, total.InputTokens, total.UnpricedCalls));
    }

    [Theory]
    [InlineData("outer inner second")]
    [InlineData("outer second inner")]
    [InlineData("second inner outer")]
    [InlineData("outer,inner,second")]
    public async Task Around_several_requests_nobody_knows_whose_words_they_are(string order)
    {
        var second = Some.Call(at: Some.Noon.AddSeconds(1), trace: _trace, parent: _outer, input: 8);
        await WriteAsync(order, Outer, Inner, second);
        await _store.Compactor.RunAsync(Ct);

        var calls = (await ListAsync()).Items;
        Assert.Equal([second.SpanId, _inner], calls.Select(call => call.SpanId));
        Assert.All(calls, call => Assert.Equal((null, null, null), (call.Preview, call.UserId, call.SessionId)));
        Assert.Equal((2, 50), await _store.TotalAsync() is { } total ? (total.Calls, total.InputTokens) : default);
        Assert.True((await new RollupVerifier(_store.Db).VerifyAsync(Ct)).Ok);
    }

    [Theory]
    [InlineData("outer middle inner")]
    [InlineData("inner middle outer")]
    [InlineData("outer,middle,inner")]
    public async Task Of_three_around_one_another_the_nearest_words_win(string order)
    {
        var middle = Some.Call(
            at: Some.Noon.AddMilliseconds(1), trace: _trace, parent: _outer, user: "carl", outputText: "nearer");
        var inner = Inner with { ParentSpanId = middle.SpanId };
        await WriteAsync(order, Outer, inner, middle: middle);

        var call = Assert.Single((await ListAsync()).Items);
        Assert.Equal((_inner, "carl", "talk"), (call.SpanId, call.UserId, call.SessionId));
        Assert.Equal((Asked, "nearer"), await ShownAsync(_inner) is var shown ? (shown.Input, shown.Output) : default);
    }

    [Fact]
    public async Task What_a_span_says_itself_is_not_replaced()
    {
        await WriteAsync("outer inner", Outer, Inner with { Input = "mine", UserId = "eve" });

        var call = Assert.Single((await ListAsync()).Items);
        Assert.Equal(("mine", "eve", "talk"), (call.Preview, call.UserId, call.SessionId));
    }

    [Fact]
    public async Task An_embedding_within_a_chat_takes_none_of_its_words()
    {
        var embedding = Inner with { Role = SpanRole.Embedding };
        await WriteAsync("outer inner", Outer, embedding);

        Assert.Equal((_inner, null), Assert.Single((await ListAsync()).Items) is var call ? (call.SpanId, call.Preview) : default);
    }

    [Fact]
    public async Task Of_a_request_through_the_gateway_its_record_counts()
    {
        var gateway = Some.Call(
            at: Some.Noon.AddMilliseconds(5), trace: _trace, parent: _inner, responseId: "msg_1", recorder: Recorder.Gateway,
            inputText: "carried");
        await WriteAsync("outer inner second", Outer, Inner, gateway);

        var call = Assert.Single((await ListAsync()).Items);
        Assert.Equal((gateway.SpanId, "carried"), (call.SpanId, call.Preview));
        Assert.Null((await ShownAsync(_inner)).Input);
    }

    [Theory]
    [InlineData("log outer inner")]
    [InlineData("outer log inner")]
    [InlineData("outer inner log")]
    public async Task Words_that_come_as_log_records_of_the_other_span_count_too(string order)
    {
        using var gate = new RecordGate(_store.Partitions, NullLogger<RecordGate>.Instance);
        var logs = new LogWriter(_store.Db, gate);
        foreach (var step in order.Split(' '))
        {
            if (step == "log")
            {
                await logs.WriteAsync(
                    [
                        new LogRecord(
                            ProjectId.First, Some.Noon.AddMilliseconds(1), _trace, _outer, "gen_ai.user.message", 9,
                            """{"content":"weather in Oslo?"}""", "{}"),
                    ],
                    Ct);
            }
            else
            {
                await WriteAsync(step, Outer with { Input = null, Output = null }, Inner);
            }
        }

        Assert.Equal("weather in Oslo?", Assert.Single((await ListAsync()).Items).Preview);
    }

    private async Task WriteAsync(
        string order, SpanRecord outer, SpanRecord inner, SpanRecord? second = null, SpanRecord? middle = null)
    {
        foreach (var batch in order.Split(' '))
        {
            if (batch == "compact")
            {
                await _store.Compactor.RunAsync(Ct);
                continue;
            }

            await _store.WriteAsync(
            [
                .. batch.Split(',').Select(span => span switch
                {
                    "outer" => outer,
                    "inner" => inner,
                    "middle" => middle!,
                    _ => second!,
                }),
            ]);
        }
    }

    private Task<CallPage> ListAsync(string? text = null) =>
        _store.Calls.ListAsync(new CallFilter { Project = ProjectId.First, Text = text }, Ct);

    private async Task<TraceSpan> ShownAsync(SpanId span) =>
        (await _store.Calls.TraceAsync(ProjectId.First, _trace, Ct))!.Spans.Single(shown => shown.SpanId == span);
}

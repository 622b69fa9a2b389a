using Dashboard.Events;
using Dashboard.Ingest.Tests;
using Dashboard.Telemetry.Reading;
using Xunit;

namespace Dashboard.Telemetry.Tests.Reading;

public sealed class AgentOnlyTokensTests : IAsyncLifetime
{
    private TelemetryStore _store = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _store = await TelemetryStore.CreateAsync();

    public async ValueTask DisposeAsync() => await _store.DisposeAsync();

    [Fact]
    public void A_span_that_is_no_inference_keeps_what_it_says_was_used_within_it()
    {
        var agent = Sent.Read(
            ("gen_ai.operation.name", "invoke_agent"), ("gen_ai.usage.input_tokens", 84),
            ("gen_ai.usage.output_tokens", 34));
        Assert.Equal(new TokenCounts { InputUncached = 84, OutputText = 34 }, agent.TokensWithin);
        Assert.Null(agent.Call);
        Assert.Null(Sent.Read(("gen_ai.operation.name", "invoke_agent")).TokensWithin);
        Assert.Null(Sent.Read(("gen_ai.operation.name", "chat"), ("gen_ai.usage.input_tokens", 84)).TokensWithin);
    }

    [Fact]
    public async Task The_outermost_agent_speaks_for_a_trace_whose_calls_say_nothing()
    {
        var (silent, counted) = (Some.TraceId(), Some.TraceId());
        var (outer, step, inner) = (Some.SpanId(), Some.SpanId(), Some.SpanId());
        var mute = Some.Call(trace: silent, costNano: null);
        await _store.WriteAsync(
            Agent(silent, outer, null, 84, 34), Some.Span(trace: silent, span: step, parent: outer),
            Agent(silent, inner, step, 42, 17), mute with { Call = mute.Call! with { Tokens = null } },
            Agent(counted, Some.SpanId(), null, 1000, 1000), Some.Call(trace: counted));

        Assert.Equal(118, await ReadAsync());
        Assert.Equal((84L, 34L), AgentOnlyTokens.Of((await TraceAsync(silent)).Spans));
        Assert.Null(AgentOnlyTokens.Of((await TraceAsync(counted)).Spans));

        // A call that comes late takes its place in the sums.
        await _store.WriteAsync(Some.Call(trace: silent, parent: inner));
        Assert.Equal(0, await ReadAsync());
    }

    private async Task<long> ReadAsync() =>
        await new AgentOnlyTokens(_store.Db).ReadAsync(
            ProjectId.First, Some.Noon.AddHours(-1), Some.Noon.AddHours(1), Ct);

    private async Task<TraceDetail> TraceAsync(TraceId trace) =>
        (await _store.Calls.TraceAsync(ProjectId.First, trace, Ct))!;

    private static SpanRecord Agent(TraceId trace, SpanId span, SpanId? parent, long input, long output) =>
        Some.Span(trace: trace, span: span, parent: parent, role: SpanRole.Agent) with
        {
            TokensWithin = new TokenCounts { InputUncached = input, OutputText = output },
        };
}

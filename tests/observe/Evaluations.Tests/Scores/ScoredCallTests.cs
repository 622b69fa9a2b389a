using Dashboard.Evaluations.Scores;
using Dashboard.Events;
using Xunit;

namespace Dashboard.Evaluations.Tests.Scores;

public sealed class ScoredCallTests
{
    private static readonly TraceId _trace = Some.TraceId();

    [Fact]
    public void A_named_call_is_meant_itself() =>
        Assert.Equal(new SpanId(2), ScoredCall.Find([Call(1), Call(2), Call(3)], new SpanId(2))?.Id);

    [Fact]
    public void A_trace_stands_for_the_call_that_ended_last() =>
        Assert.Equal(new SpanId(2), ScoredCall.Find([Call(1), Call(2, end: 9), Call(3, end: 5)], null)?.Id);

    [Fact]
    public void An_agent_stands_for_the_last_call_beneath_it_however_deep() =>
        Assert.Equal(
            new SpanId(3),
            ScoredCall.Find(
                [Plain(1), Plain(2, parent: 1), Call(3, parent: 2, end: 2), Call(4, end: 9)], new SpanId(1))?.Id);

    [Fact]
    public void A_tool_stands_for_no_call() => Assert.Null(ScoredCall.Find([Call(1), Plain(2, parent: 1)], new SpanId(2)));

    [Fact]
    public void A_call_that_the_gateway_recorded_too_leads_there()
    {
        var other = (Some.TraceId(), new SpanId(7));

        Assert.Equal(other, ScoredCall.Find([Plain(1) with { JoinedTo = other }], new SpanId(1))?.JoinedTo);
    }

    [Fact]
    public void Parents_in_a_circle_end() =>
        Assert.Null(ScoredCall.Find([Plain(1, parent: 2), Plain(2, parent: 1)], new SpanId(1)));

    private static TraceCall Call(ulong id, ulong? parent = null, int end = 1) =>
        Plain(id, parent) with { IsCounted = true, EndedAt = Some.Noon.AddSeconds(end) };

    private static TraceCall Plain(ulong id, ulong? parent = null) => new(
        _trace, new SpanId(id), parent is { } p ? new SpanId(p) : null, Some.Noon, Some.Noon.AddSeconds(1), false, null);
}

using Dashboard.Events;
using Dashboard.Telemetry.Writing;
using Xunit;

namespace Dashboard.Telemetry.Tests.Writing;

public sealed class SettlementTests
{
    private static readonly TraceId Trace = Some.TraceId();

    private readonly SpanRecord _client = Some.Call(trace: Trace, responseId: "r-1");

    [Fact]
    public void A_record_of_the_gateway_below_a_clients_span_is_its_request()
    {
        var http = Some.Span(trace: Trace, parent: _client.SpanId, role: SpanRole.Other);
        var gateway = Gateway(trace: Trace, parent: http.SpanId, responseId: null);

        AssertCounted([gateway], _client, http, gateway);
        AssertJoined(_client, gateway, _client, http, gateway);
    }

    [Fact]
    public void Around_both_a_wrapper_stays_a_wrapper()
    {
        var inner = Some.Call(trace: Trace, parent: _client.SpanId);
        var gateway = Gateway(trace: Trace, parent: inner.SpanId);

        AssertCounted([gateway], _client, inner, gateway);
        AssertJoined(inner, gateway, _client, inner, gateway);
        AssertJoined(_client, null, _client, inner, gateway);
    }

    [Fact]
    public void Of_a_clients_retries_through_the_gateway_all_count_and_one_is_its_answer()
    {
        var refused = Gateway(trace: Trace, parent: _client.SpanId, responseId: null, status: SpanStatus.Error);
        var answered = Gateway(trace: Trace, parent: _client.SpanId, responseId: "r-1");
        var late = Gateway(trace: Trace, parent: _client.SpanId, responseId: null, at: Some.Noon.AddSeconds(1));

        AssertCounted([refused, answered, late], _client, refused, answered, late);
        AssertJoined(_client, answered, _client, refused, answered, late);
    }

    [Fact]
    public void Without_a_common_trace_the_answer_tells()
    {
        var gateway = Gateway(responseId: "r-1", at: Some.Noon.AddMilliseconds(20));

        AssertCounted([gateway], _client, gateway);
        AssertJoined(_client, gateway, _client, gateway);
    }

    [Fact]
    public void Another_answer_another_model_or_another_time_is_another_request()
    {
        SpanRecord[] others =
        [
            Gateway(responseId: "r-2"),
            Gateway(responseId: "r-1", model: "gpt-4o"),
            Gateway(responseId: "r-1", at: Some.Noon.AddSeconds(2)),
            Gateway(responseId: null),
        ];

        AssertCounted([_client, .. others], [_client, .. others]);
    }

    [Fact]
    public void Two_clients_are_never_joined()
    {
        var other = Some.Call(responseId: "r-1");

        AssertCounted([_client, other], _client, other);
    }

    [Fact]
    public void One_record_joins_one_client_although_two_report_its_answer()
    {
        var near = Some.Call(responseId: "r-1", at: Some.Noon.AddMilliseconds(90));
        var gateway = Gateway(responseId: "r-1", at: Some.Noon.AddMilliseconds(100));

        AssertCounted([_client, gateway], _client, near, gateway);
        AssertJoined(near, gateway, _client, near, gateway);
    }

    [Fact]
    public void Two_records_with_one_answer_join_a_client_each()
    {
        var later = Some.Call(responseId: "r-1", at: Some.Noon.AddSeconds(1));
        var (first, second) = (Gateway(responseId: "r-1"), Gateway(responseId: "r-1", at: Some.Noon.AddSeconds(1)));

        AssertCounted([first, second], later, second, first, _client);
        AssertJoined(_client, first, later, second, first, _client);
        AssertJoined(later, second, later, second, first, _client);
    }

    [Fact]
    public void A_wrapper_is_not_joined_by_its_answer_and_its_inner_span_is()
    {
        var inner = Some.Call(trace: Trace, parent: _client.SpanId, responseId: "r-1");
        var gateway = Gateway(responseId: "r-1");

        AssertCounted([gateway], _client, inner, gateway);
        AssertJoined(inner, gateway, _client, inner, gateway);
        AssertJoined(_client, null, _client, inner, gateway);
    }

    [Fact]
    public void A_server_below_the_gateway_that_reports_the_same_answer_does_not_take_its_place()
    {
        var gateway = Gateway(trace: Trace, responseId: "r-1");
        var server = Some.Call(trace: Trace, parent: gateway.SpanId, responseId: "r-1");

        AssertCounted([gateway], gateway, server);
        AssertJoined(server, gateway, gateway, server);
    }

    [Fact]
    public void An_application_below_the_gateway_makes_calls_of_its_own()
    {
        var gateway = Gateway(trace: Trace, responseId: "r-1");
        var own = Some.Call(trace: Trace, parent: gateway.SpanId, responseId: "r-2");

        AssertCounted([own], gateway, own);
    }

    [Fact]
    public void A_record_that_has_a_client_elsewhere_takes_no_second()
    {
        var gateway = Gateway(responseId: "r-1");
        var taken = new StoredNode(TraceNode.Of(gateway), gateway.StartedAt, IsCounted: true)
        {
            JoinedBy = NodeId.Of(Some.Call()),
        };

        var settled = Settlement.Of([TraceNode.Of(_client)], [taken]);

        Assert.True(settled.IsCounted(NodeId.Of(_client)));
        Assert.Empty(settled.ChangesFrom([taken]));
    }

    [Fact]
    public void A_client_that_loses_its_record_to_the_one_above_it_counts_again()
    {
        var gateway = Gateway(trace: Trace, parent: _client.SpanId);
        var mistaken = Some.Call(responseId: "r-1");
        var stored = new StoredNode(TraceNode.Of(mistaken), mistaken.StartedAt, IsCounted: false)
        {
            JoinedTo = NodeId.Of(gateway),
        };

        var settled = Settlement.Of([TraceNode.Of(_client), TraceNode.Of(gateway)], [stored]);

        Assert.Equal(
            new CallChange(SpanKey.Of(mistaken), Counted: true, JoinedTo: null, IsNew: false),
            Assert.Single(settled.ChangesFrom([stored])));
    }

    private static SpanRecord Gateway(
        TraceId? trace = null, SpanId? parent = null, string? responseId = "r-1", DateTimeOffset? at = null,
        SpanStatus status = SpanStatus.Ok, string model = "gpt-4o-mini") => Some.Call(
            trace: trace, parent: parent, responseId: responseId, at: at, status: status, model: model, latencyMs: 900,
            recorder: Recorder.Gateway);

    private static void AssertCounted(SpanRecord[] expected, params SpanRecord[] spans)
    {
        var settled = Settlement.Of(spans.Select(TraceNode.Of), []);
        Assert.Equal(
            expected.Select(span => span.SpanId).Order(Ids),
            spans.Where(span => span.Call is not null && settled.IsCounted(NodeId.Of(span)))
                .Select(span => span.SpanId)
                .Order(Ids));
    }

    private static void AssertJoined(SpanRecord client, SpanRecord? gateway, params SpanRecord[] spans) =>
        Assert.Equal(
            gateway is null ? null : NodeId.Of(gateway),
            Settlement.Of(spans.Select(TraceNode.Of), []).JoinedTo(NodeId.Of(client)));

    private static readonly IComparer<SpanId> Ids = Comparer<SpanId>.Create((a, b) => a.Value.CompareTo(b.Value));
}

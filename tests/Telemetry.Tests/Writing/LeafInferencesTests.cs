using Dashboard.Events;
using Dashboard.Telemetry.Writing;
using Xunit;

namespace Dashboard.Telemetry.Tests.Writing;

public sealed class LeafInferencesTests
{
    private static readonly TraceId Trace = Some.TraceId();

    [Fact]
    public void An_inference_alone_is_a_call() => Assert.Empty(WrappersOf(Node(1, null)));

    [Fact]
    public void An_inference_around_an_inference_is_a_wrapper() =>
        Assert.Equal([1UL], WrappersOf(Node(1, null), Node(2, 1)));

    [Fact]
    public void The_wrapper_is_found_through_spans_of_other_kinds() =>
        Assert.Equal([1UL], WrappersOf(Node(1, null), Node(2, 1, inference: false), Node(3, 2)));

    [Fact]
    public void Siblings_do_not_wrap_each_other() =>
        Assert.Empty(WrappersOf(Node(1, null, inference: false), Node(2, 1), Node(3, 1)));

    [Fact]
    public void Only_the_innermost_of_three_is_a_call() =>
        Assert.Equal([1UL, 2UL], WrappersOf(Node(1, null), Node(2, 1), Node(3, 2)).Order());

    [Fact]
    public void A_circle_of_parents_ends() => Assert.Equal([1UL, 2UL], WrappersOf(Node(1, 2), Node(2, 1)).Order());

    [Fact]
    public void A_span_that_is_its_own_parent_is_a_call() => Assert.Empty(WrappersOf(Node(1, 1)));

    [Fact]
    public void Equal_span_ids_of_two_traces_are_strangers()
    {
        var elsewhere = Node(2, 1) with { Id = new NodeId(ProjectId.First, Some.TraceId(), new SpanId(2)) };

        Assert.Empty(WrappersOf(Node(1, null), elsewhere));
    }

    private static TraceNode Node(ulong id, ulong? parent, bool inference = true) => new(
        new NodeId(ProjectId.First, Trace, new SpanId(id)),
        parent is { } value ? new SpanId(value) : null,
        inference ? Sighting.Of(Some.Call()) : null);

    private static IEnumerable<ulong> WrappersOf(params TraceNode[] nodes) =>
        LeafInferences.Wrappers(nodes.ToDictionary(node => node.Id), new Dictionary<NodeId, NodeId>())
            .Select(wrapper => wrapper.SpanId.Value);
}

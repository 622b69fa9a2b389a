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
    public void What_a_tool_asks_is_a_call_beside_the_one_that_called_it() =>
        Assert.Empty(WrappersOf(Node(1, null), Tool(2, 1), Node(3, 2)));

    [Fact]
    public void A_tool_divides_through_spans_of_other_kinds_too() => Assert.Equal(
        [4UL],
        WrappersOf(Node(1, null), Node(2, 1, inference: false), Tool(3, 2), Node(4, 3), Node(5, 4, inference: false), Node(6, 5)));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public void Of_two_that_are_each_others_parent_the_one_that_began_later_is_the_call(int first, int second)
    {
        TraceNode[] nodes = [Node(1, 2, second: 1), Node(2, 1)];
        Assert.Equal([2UL], WrappersOf(nodes[first], nodes[second]));
    }

    [Fact]
    public void A_circle_of_many_counts_once_and_what_hangs_below_it_counts_instead()
    {
        TraceNode[] circle = [Node(1, 3), Node(2, 1, second: 1), Node(3, 2, second: 2)];
        Assert.Equal([1UL, 2UL], WrappersOf(circle).Order());
        Assert.Equal([1UL, 2UL, 3UL], WrappersOf([.. circle, Node(4, 3, second: 3)]).Order());
    }

    [Fact]
    public void Circles_of_spans_of_other_kinds_and_a_call_below_them_end() => Assert.Empty(WrappersOf(
        Node(1, 2, inference: false), Node(2, 1, inference: false), Node(3, 1), Node(4, 5), Node(5, 4, inference: false)));

    [Fact]
    public void A_circle_through_a_tool_ends() =>
        Assert.Equal([3UL], WrappersOf(Node(1, 3), Tool(2, 1), Node(3, 2, second: 1)));

    [Fact]
    public void A_span_that_is_its_own_parent_is_a_call() => Assert.Empty(WrappersOf(Node(1, 1)));

    [Fact]
    public void Equal_span_ids_of_two_traces_are_strangers()
    {
        var elsewhere = Node(2, 1) with { Id = new NodeId(ProjectId.First, Some.TraceId(), new SpanId(2)) };

        Assert.Empty(WrappersOf(Node(1, null), elsewhere));
    }

    private static TraceNode Tool(ulong id, ulong parent) => Node(id, parent, inference: false) with { IsTool = true };

    private static TraceNode Node(ulong id, ulong? parent, bool inference = true, int second = 0) => new(
        new NodeId(ProjectId.First, Trace, new SpanId(id)),
        parent is { } value ? new SpanId(value) : null,
        inference ? Sighting.Of(Some.Call(at: Some.Noon.AddSeconds(second))) : null);

    private static IEnumerable<ulong> WrappersOf(params TraceNode[] nodes) =>
        LeafInferences.Wrappers(
            LeafInferences.Around(nodes.ToDictionary(node => node.Id)), new Dictionary<NodeId, NodeId>())
            .Select(wrapper => wrapper.SpanId.Value);
}

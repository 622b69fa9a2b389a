using Dashboard.Events;
using Dashboard.Explorer.Calls;
using Dashboard.Telemetry;
using Dashboard.Telemetry.Reading;
using Dashboard.Telemetry.Tests;
using Xunit;

namespace Dashboard.Explorer.Tests.Calls;

public sealed class WaterfallTreeTests
{
    // 0 root, 1 child, 2 grandchild, 3 child
    private readonly WaterfallTree _tree = new(Waterfall.Of(Trace()).Rows);

    [Fact]
    public void A_closed_row_hides_all_below_it()
    {
        _tree.Toggle(1);
        Assert.Equal([0, 1, 3], _tree.Visible);
        _tree.Toggle(0);
        Assert.Equal([0], _tree.Visible);
        _tree.Toggle(0);
        Assert.Equal([0, 1, 3], _tree.Visible);
    }

    [Fact]
    public void Keys_move_over_what_can_be_seen()
    {
        _tree.Toggle(1);
        Press("End", 3);
        Press("ArrowUp", 1);
        Press("ArrowRight", 1);
        Press("ArrowRight", 2);
        Press("ArrowLeft", 1);
        Press("ArrowLeft", 1);
        Press("ArrowLeft", 0);
        Press("PageDown", 3);
        Press("Home", 0);
        Assert.False(_tree.Press("a"));
    }

    [Fact]
    public void Closing_takes_the_keyboard_out_of_what_is_hidden()
    {
        _tree.Reveal(2);
        _tree.Toggle(0);
        Assert.Equal(0, _tree.Active);
    }

    [Fact]
    public void A_selected_row_is_made_visible()
    {
        _tree.Toggle(1);
        _tree.Toggle(0);
        _tree.Reveal(2);
        Assert.Equal([0, 1, 2, 3], _tree.Visible);
    }

    [Fact]
    public void Ten_thousand_spans_below_each_other_are_a_tree_like_any_other()
    {
        var spans = new List<TraceSpan>();
        for (var i = 0; i < 10_000; i++)
        {
            spans.Add(Span(spans.Count == 0 ? null : spans[^1].SpanId, i));
        }

        var rows = Waterfall.Of(new TraceDetail(Some.TraceId(), spans)).Rows;

        Assert.Equal(10_000, rows.Count);
        Assert.Equal((9_999, 9_998), (rows[0].Descendants, rows[1].Descendants));
    }

    private void Press(string key, int active)
    {
        Assert.True(_tree.Press(key));
        Assert.Equal(active, _tree.Active);
    }

    private static TraceDetail Trace()
    {
        var root = Span(null, 0);
        var child = Span(root.SpanId, 1);
        return new TraceDetail(Some.TraceId(), [root, child, Span(child.SpanId, 2), Span(root.SpanId, 3)]);
    }

    private static TraceSpan Span(SpanId? parent, int at) => new()
    {
        SpanId = Some.SpanId(),
        ParentSpanId = parent,
        StartedAt = Some.Noon.AddMilliseconds(at),
        DurationMs = 10,
        Name = "step",
        Role = SpanRole.Chain,
        Status = SpanStatus.Ok,
    };
}

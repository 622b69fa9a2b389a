using Dashboard.Events;
using Dashboard.Explorer.Calls;
using Dashboard.Telemetry;
using Dashboard.Telemetry.Reading;
using Dashboard.Telemetry.Tests;
using Xunit;

namespace Dashboard.Explorer.Tests.Calls;

public sealed class WaterfallTests
{
    [Fact]
    public void Children_follow_their_parent_in_the_order_of_their_starts()
    {
        var rows = Waterfall.Of(
            Trace(Span(1, null, 0, 100), Span(3, 1, 50, 40), Span(2, 1, 10, 30), Span(4, 2, 15, 5))).Rows;
        Assert.Equal([(1UL, 0), (2UL, 1), (4UL, 2), (3UL, 1)], rows.Select(row => (row.Span.SpanId.Value, row.Depth)));
        Assert.Equal([(1, 1), (1, 2), (1, 1), (2, 2)], rows.Select(row => (row.Position, row.Siblings)));
    }

    [Fact]
    public void A_span_whose_parent_is_missing_is_a_root()
    {
        var waterfall = Waterfall.Of(Trace(Span(1, null, 0, 10), Span(2, 99, 1, 5)));
        Assert.Equal([0, 0], waterfall.Rows.Select(row => row.Depth));
    }

    [Fact]
    public void Spans_that_are_their_own_ancestors_are_each_shown_once()
    {
        var waterfall = Waterfall.Of(Trace(Span(1, 2, 0, 10), Span(2, 1, 1, 5), Span(3, 3, 2, 1)));
        Assert.Equal([1UL, 2UL, 3UL], waterfall.Rows.Select(row => row.Span.SpanId.Value).Order());
    }

    [Fact]
    public void Bars_lie_on_one_axis_that_ends_after_the_last_span()
    {
        var waterfall = Waterfall.Of(Trace(Span(1, null, 0, 1000), Span(2, 1, 500, 800)));
        Assert.Equal(1300, waterfall.DurationMs);
        Assert.All(waterfall.Rows, row => Assert.InRange(row.From + row.Width, 0, 0.95));
        Assert.Equal(500.0 / 1300 / 1.08, waterfall.Rows[1].From, 6);
    }

    [Theory]
    [InlineData(3940, "0, 1 s, 2 s, 3 s, 4 s")]
    [InlineData(0.0, "0")]
    [InlineData(90, "0, 20 ms, 40 ms, 60 ms, 80 ms")]
    public void The_axis_has_at_most_five_round_ticks(double duration, string expected)
    {
        var ticks = Waterfall.Of(Trace(Span(1, null, 0, duration))).Ticks;
        Assert.InRange(ticks.Count, 1, 6);
        var labels = string.Join(", ", ticks.Select(tick => tick.Label.Replace('\u202F', ' ')));
        Assert.StartsWith(expected, labels, StringComparison.Ordinal);
    }

    private static TraceDetail Trace(params TraceSpan[] spans) => new(Some.TraceId(), spans);

    private static TraceSpan Span(ulong id, ulong? parent, double startMs, double durationMs) => new()
    {
        SpanId = new SpanId(id),
        ParentSpanId = parent is { } value ? new SpanId(value) : null,
        StartedAt = Some.Noon.AddMilliseconds(startMs),
        DurationMs = durationMs,
        Name = "span",
        Role = SpanRole.Other,
        Status = SpanStatus.Ok,
    };
}

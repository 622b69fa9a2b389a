using Dashboard.Events;
using Dashboard.Telemetry.Reading;
using Dashboard.Ui.Numbers;

namespace Dashboard.Explorer.Calls;

/// <summary>A trace as rows: parents before children, children by start, every bar on one time axis.</summary>
public sealed record Waterfall
{
    private const int MaxDepth = 24;

    public required IReadOnlyList<WaterfallRow> Rows { get; init; }

    public required TraceId Trace { get; init; }

    /// <summary>The start of the earliest span.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>From the earliest start to the latest end, in milliseconds.</summary>
    public required double DurationMs { get; init; }

    /// <summary>Labelled places on the axis, as shares of it.</summary>
    public required IReadOnlyList<(double At, string Label)> Ticks { get; init; }

    /// <summary>
    /// Spans whose parent is not in the trace are roots; a span that is its own ancestor is shown once.
    /// </summary>
    public static Waterfall Of(TraceDetail trace)
    {
        var start = trace.Spans.Min(span => span.StartedAt);
        var end = trace.Spans.Max(span => (span.StartedAt - start).TotalMilliseconds + span.DurationMs);
        var duration = Math.Max(0.001, end);
        // The axis ends a little after the last span, so that its label has room.
        var axis = duration * 1.08;
        var ids = trace.Spans.Select(span => span.SpanId).ToHashSet();
        var children = trace.Spans
            .Where(span => span.ParentSpanId is { } parent && ids.Contains(parent) && parent != span.SpanId)
            .ToLookup(span => span.ParentSpanId!.Value);
        var rows = new List<WaterfallRow>();
        var seen = new HashSet<SpanId>();
        // A stack and no recursion: how deep a trace is, is up to its client.
        var open = new Stack<(TraceSpan Span, int Depth, int Position, int Siblings, int Parent)>();
        Push([.. trace.Spans.Where(span => span.ParentSpanId is not { } parent || !ids.Contains(parent))], 0, -1);
        Drain();
        // What is left lies on a circle of parents, which no client should send and which must not be lost.
        Push([.. trace.Spans.Where(span => !seen.Contains(span.SpanId))], 0, -1);
        Drain();
        return new Waterfall { Trace = trace.TraceId, Rows = Counted(rows), Start = start, DurationMs = duration, Ticks = TicksOf(axis) };

        void Push(List<TraceSpan> siblings, int depth, int parent)
        {
            for (var i = siblings.Count - 1; i >= 0; i--)
            {
                open.Push((siblings[i], depth, i + 1, siblings.Count, parent));
            }
        }

        void Drain()
        {
            while (open.TryPop(out var next))
            {
                var (span, depth, position, siblings, parent) = next;
                if (!seen.Add(span.SpanId))
                {
                    continue;
                }

                var from = (span.StartedAt - start).TotalMilliseconds / axis;
                rows.Add(new WaterfallRow(span, depth, position, siblings, from, span.DurationMs / axis) { Parent = parent });
                Push([.. children[span.SpanId].OrderBy(child => child.StartedAt)], Math.Min(depth + 1, MaxDepth), rows.Count - 1);
            }
        }
    }

    private static List<WaterfallRow> Counted(List<WaterfallRow> rows)
    {
        var descendants = new int[rows.Count];
        for (var i = rows.Count - 1; i >= 0; i--)
        {
            if (rows[i].Parent is >= 0 and var parent)
            {
                descendants[parent] += descendants[i] + 1;
            }

            rows[i] = rows[i] with { Descendants = descendants[i] };
        }

        return rows;
    }

    // At most five ticks at 1, 2 or 5 times a power of ten.
    private static List<(double, string)> TicksOf(double axis)
    {
        var unit = Math.Pow(10, Math.Floor(Math.Log10(axis)));
        var step = new[] { 0.1, 0.2, 0.5, 1, 2, 5 }.Select(factor => factor * unit).First(step => axis / step <= 5);
        var ticks = new List<(double, string)>();
        for (var i = 0; i * step < axis * 0.97; i++)
        {
            ticks.Add((i * step / axis, i == 0 ? "0" : Label(i * step)));
        }

        return ticks;
    }

    private static string Label(double ms)
    {
        var text = DurationFormat.Milliseconds(ms);
        return ms is >= 1000 and < 60_000 && ms % 1000 == 0 ? text.Replace(".00", "", StringComparison.Ordinal) : text;
    }
}

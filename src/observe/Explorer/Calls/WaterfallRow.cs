using Dashboard.Telemetry.Reading;

namespace Dashboard.Explorer.Calls;

/// <summary>One span in the waterfall.</summary>
/// <param name="Span">The span.</param>
/// <param name="Depth">0 for a root.</param>
/// <param name="Position">Its place among its siblings, from 1.</param>
/// <param name="Siblings">How many there are, itself included.</param>
/// <param name="From">Where its bar begins, as a share of the time axis.</param>
/// <param name="Width">The length of its bar, as a share of the time axis.</param>
public sealed record WaterfallRow(TraceSpan Span, int Depth, int Position, int Siblings, double From, double Width)
{
    /// <summary>The index of the row that this one belongs to; −1 for a root.</summary>
    public required int Parent { get; init; }

    /// <summary>How many of the rows that follow belong to it.</summary>
    public int Descendants { get; init; }
}

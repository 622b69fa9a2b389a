namespace Dashboard.Explorer.ClientMetrics;

/// <summary>A stored point, read.</summary>
/// <param name="Stream">Identifies who measures what: the instrument, the resource, the scope and the attributes.</param>
/// <param name="At">The point's time.</param>
/// <param name="StartedAt">Since when a cumulative point adds up; null when not said.</param>
/// <param name="IsCumulative">Whether the value is the sum since its start; else since the point before.</param>
/// <param name="IsMonotonic">Whether the value only grows, so that a smaller one means a restart.</param>
/// <param name="Attributes">The point's own, and those of its resource where it has none of the name.</param>
/// <param name="Value">What it says.</param>
internal sealed record MetricPoint(
    string Stream,
    DateTimeOffset At,
    DateTimeOffset? StartedAt,
    bool IsCumulative,
    bool IsMonotonic,
    MetricAttributes Attributes,
    MetricValue Value);

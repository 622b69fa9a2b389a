namespace Dashboard.Ui.Charts;

/// <summary>
/// The points of a chart or those that changed. Columns: the values of a series are parallel to the times.
/// </summary>
/// <param name="From">The left edge; older points are dropped.</param>
/// <param name="To">The right edge.</param>
/// <param name="Step">The length of a bucket.</param>
/// <param name="Times">The starts of the buckets, ascending. A missing bucket is a hole.</param>
/// <param name="Values">By series key; null is unknown.</param>
/// <param name="Marks">Where a dotted line goes through all panels.</param>
public sealed record ChartData(
    DateTimeOffset From,
    DateTimeOffset To,
    TimeSpan Step,
    IReadOnlyList<DateTimeOffset> Times,
    IReadOnlyDictionary<string, IReadOnlyList<double?>> Values,
    IReadOnlyList<DateTimeOffset> Marks)
{
    public bool IsEmpty => Times.Count == 0;
}

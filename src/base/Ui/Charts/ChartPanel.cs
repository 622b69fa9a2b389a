namespace Dashboard.Ui.Charts;

/// <summary>One scale of a chart. All panels of a chart share the time axis and the crosshair.</summary>
/// <param name="Key">Stable name.</param>
/// <param name="Title">What is measured.</param>
/// <param name="UnitWords">The unit and the step: <c>$ per hour</c>.</param>
/// <param name="Unit">How values are formatted.</param>
/// <param name="Series">Drawn in this order, listed in this order.</param>
public sealed record ChartPanel(
    string Key,
    string Title,
    string UnitWords,
    ChartUnit Unit,
    IReadOnlyList<ChartSeries> Series)
{
    /// <summary>The least upper end of the scale, so that a single event does not fill the panel.</summary>
    public double? Floor { get; init; }

    /// <summary>Takes nearly twice the height: for the panel that carries several lines.</summary>
    public bool Tall { get; init; }
}

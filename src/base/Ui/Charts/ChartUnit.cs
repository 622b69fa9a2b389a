namespace Dashboard.Ui.Charts;

/// <summary>
/// What the values of a panel are; the chart formats them accordingly. The names are those of client/formats.js.
/// </summary>
public enum ChartUnit
{
    Dollars,
    Milliseconds,
    Count,

    /// <summary>0 to 1, shown in percent.</summary>
    Share,
}

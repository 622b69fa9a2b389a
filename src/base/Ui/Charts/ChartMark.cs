namespace Dashboard.Ui.Charts;

/// <summary>How a series is drawn.</summary>
public enum ChartMark
{
    Line,

    /// <summary>A line over a faint area down to zero.</summary>
    Area,
    Bar,

    /// <summary>A bar on top of the other stacked ones; of a panel's stack the first one listed is on top.</summary>
    Stack,

    /// <summary>A hatched bar of the stack: expected, not measured.</summary>
    Forecast,

    /// <summary>Not drawn; a row of the tooltip and a column of the table.</summary>
    None,
}

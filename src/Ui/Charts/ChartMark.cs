namespace Dashboard.Ui.Charts;

/// <summary>How a series is drawn.</summary>
public enum ChartMark
{
    Line,

    /// <summary>A line over a faint area down to zero.</summary>
    Area,
    Bar,

    /// <summary>Not drawn; a row of the tooltip and a column of the table.</summary>
    None,
}

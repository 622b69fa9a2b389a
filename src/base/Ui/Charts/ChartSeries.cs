namespace Dashboard.Ui.Charts;

/// <summary>One line, row of bars, or row of the tooltip.</summary>
public sealed record ChartSeries(string Key, string Name, ChartMark Mark)
{
    /// <summary>The colour, as the name of a token.</summary>
    public string Color { get; init; } = "--cat-1";

    public double Width { get; init; } = 1.75;

    public bool Dotted { get; init; }

    /// <summary>The label at the line's end, before its newest value; null for none.</summary>
    public string? EndLabel { get; init; }

    /// <summary>The unit where it differs from the panel's.</summary>
    public ChartUnit? Unit { get; init; }

    /// <summary>Left out of the tooltip while it is zero.</summary>
    public bool Quiet { get; init; }

    /// <summary>Amber in the tooltip: something is missing from a sum.</summary>
    public bool Loud { get; init; }
}

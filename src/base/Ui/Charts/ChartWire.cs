namespace Dashboard.Ui.Charts;

/// <summary>What travels to client/charts.js: short names, times in milliseconds since 1970.</summary>
internal static class ChartWire
{
    public static object Spec(IReadOnlyList<ChartPanel> panels, string dayWords) => new
    {
        dayWords,
        panels = panels.Select(panel => new
        {
            unit = Name(panel.Unit),
            floor = panel.Floor,
            series = panel.Series.Select(series => new
            {
                key = series.Key,
                name = series.Name,
                mark = series.Mark.ToString().ToLowerInvariant(),
                color = series.Color,
                width = series.Width,
                dotted = series.Dotted,
                endLabel = series.EndLabel,
                unit = series.Unit is { } unit ? Name(unit) : null,
                quiet = series.Quiet,
                loud = series.Loud,
            }).ToArray(),
        }).ToArray(),
    };

    public static object Data(ChartData data) => new
    {
        from = data.From.ToUnixTimeMilliseconds(),
        to = data.To.ToUnixTimeMilliseconds(),
        step = (long)data.Step.TotalMilliseconds,
        t = data.Times.Select(time => time.ToUnixTimeMilliseconds()).ToArray(),
        v = data.Values,
        marks = data.Marks.Select(time => time.ToUnixTimeMilliseconds()).ToArray(),
    };

    private static string Name(ChartUnit unit) => unit.ToString().ToLowerInvariant();
}

using Dashboard.Ui.Numbers;

namespace Dashboard.Ui.Charts;

/// <summary>
/// The words for a chart's values where they stand in the page: table cells and the values beside the panels.
/// </summary>
public static class ChartText
{
    /// <summary>A value in its unit; unknown is <c>–</c>.</summary>
    public static string Value(ChartUnit unit, double? value) => unit switch
    {
        ChartUnit.Dollars when value is { } dollars => MoneyFormat.Dollars((decimal)dollars),
        ChartUnit.Dollars => MoneyFormat.Amount(null),
        ChartUnit.Milliseconds => DurationFormat.Milliseconds(value),
        ChartUnit.Share => RateFormat.Percent(value),
        _ => CountFormat.Whole(value is { } count ? (long)count : null),
    };
}

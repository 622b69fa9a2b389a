using Dashboard.Costs.Days;
using Dashboard.Telemetry.Reading;
using Dashboard.Ui.Charts;
using Dashboard.Ui.Numbers;

namespace Dashboard.Costs.Page;

/// <summary>The stack of days as a chart: one colour a group, and hatched what is still to come. Pure.</summary>
public sealed class CostChart
{
    /// <summary>Groups with a colour of their own; the eighth colour is for all others.</summary>
    public const int Colours = 7;

    private const string ForecastKey = "forecast";

    private readonly CostView _view;
    private readonly CostDays _days;
    private readonly CostOutlook _outlook;

    public CostChart(CostView view, CostDays days, CostOutlook outlook)
    {
        (_view, _days, _outlook) = (view, days, outlook);
        Groups = days.Groups(Colours);
    }

    /// <summary>The dearest first: the order of colours, and from the bottom that of the stack.</summary>
    public IReadOnlyList<DayGroup> Groups { get; }

    public bool HasForecast =>
        _outlook.Forecast?.Days.Any(day => day.Day >= _view.First && day.Day <= _view.Last) == true;

    /// <summary>One panel. Series are listed as they are stacked, the top first.</summary>
    public IReadOnlyList<ChartPanel> Panels()
    {
        var series = new List<ChartSeries>();
        if (HasForecast)
        {
            series.Add(new ChartSeries(ForecastKey, "Forecast, still to come", ChartMark.Forecast) { Quiet = true });
        }

        for (var i = Groups.Count - 1; i >= 0; i--)
        {
            series.Add(new ChartSeries(Key(i), NameOf(Groups[i], _view.By), ChartMark.Stack)
            {
                Color = $"--cat-{ColourOf(i)}",
                Quiet = true,
            });
        }

        series.Add(new ChartSeries("sum", "Sum", ChartMark.None));
        series.Add(new ChartSeries("calls", "Calls", ChartMark.None) { Unit = ChartUnit.Count });
        series.Add(new ChartSeries("unpriced", "Unpriced, not in the sum", ChartMark.None)
        {
            Unit = ChartUnit.Count,
            Quiet = true,
            Loud = true,
        });
        return [new ChartPanel("cost", "Cost per day", "$", ChartUnit.Dollars, series)];
    }

    /// <summary>A day stands at its midnight in UTC, whatever its zone: the axis counts calendar days.</summary>
    /// <param name="decisions">When other versions began to serve; null for none known.</param>
    public ChartData Data(IReadOnlyList<DateTimeOffset>? decisions = null)
    {
        var days = _days.Days;
        var values = new Dictionary<string, IReadOnlyList<double?>>();
        for (var i = 0; i < Groups.Count; i++)
        {
            values[Key(i)] = [.. Groups[i].Days.Select(day => (double?)day.Cost?.Dollars)];
        }

        values["sum"] = [.. days.Select(day => day.Sums.Calls == 0 ? null : (double?)day.Cost?.Dollars)];
        values["calls"] = [.. days.Select(day => day.Sums.Calls == 0 ? null : (double?)day.Sums.Calls)];
        values["unpriced"] = [.. days.Select(day => (double?)day.Sums.UnpricedCalls)];
        values[ForecastKey] = [.. days.Select(day => StillToCome(day))];
        // The last instant of the month, so that the axis does not name the next.
        return new ChartData(
            At(_view.First), At(_view.Last.AddDays(1)).AddSeconds(-1), TimeSpan.FromDays(1),
            [.. days.Select(day => At(day.Day))], values, [.. (decisions ?? []).Select(OnAxis)]);
    }

    // The time of day in the view's zone, on an axis that counts its calendar days.
    private DateTimeOffset OnAxis(DateTimeOffset at) =>
        new(TimeZoneInfo.ConvertTime(at, _view.Zone).DateTime, TimeSpan.Zero);

    public int ColourOf(int group) => Groups[group].IsRest ? 8 : group + 1;

    /// <summary>A group's name in words: what was not said, and how many the others are.</summary>
    public static string NameOf(DayGroup group, Dimension by) =>
        group.IsRest ? $"{CountFormat.Whole(group.Members)} others" : NameOf(group.Name, by);

    public static string NameOf(string? name, Dimension by) => name ?? by switch
    {
        Dimension.User => "no user named",
        Dimension.Prompt => "no prompt named",
        Dimension.Version => "no version named",
        Dimension.Model => "no model named",
        Dimension.Provider => "no provider named",
        _ => "no environment named",
    };

    private static string Key(int group) => $"g{group}";

    private static DateTimeOffset At(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    private double? StillToCome(CostDay day)
    {
        if (_outlook.Forecast?.Days.FirstOrDefault(forecast => forecast.Day == day.Day) is not { } forecast)
        {
            return null;
        }

        var rest = forecast.Expected.Dollars - (day.Cost?.Dollars ?? 0);
        return rest > 0 ? (double)rest : null;
    }
}

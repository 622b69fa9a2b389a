using System.Globalization;
using Dashboard.Costs.Days;
using Dashboard.Events;
using Dashboard.Telemetry.Rollups;
using Dashboard.Ui.Components;
using Dashboard.Ui.Numbers;

namespace Dashboard.Costs.Page;

/// <summary>The six tiles of the cost page. Pure.</summary>
internal sealed class CostTiles(CostView view, CostNumbers numbers)
{
    private readonly CostOutlook _outlook = numbers.Outlook;

    /// <summary>The labels, for the time before there are numbers.</summary>
    public static IReadOnlyList<string> Labels { get; } =
        ["Month to date", "Month end, forecast", "Budget runs out", "A day", "Per 1,000 good answers", "Not priced"];

    public IReadOnlyList<TileContent> Build() => [Month(), MonthEnd(), RunsOut(), ADay(), GoodAnswer(), NotPriced()];

    private TileContent Month()
    {
        var isPresent = view.First.Year == _outlook.Today.Year && view.First.Month == _outlook.Today.Month;
        var total = numbers.Days.Total;
        var budget = isPresent ? _outlook.Budget?.Monthly : null;
        var days = DateTime.DaysInMonth(view.First.Year, view.First.Month);
        return new TileContent
        {
            Label = isPresent ? "Month to date" : Text(view.First, "MMMM yyyy"),
            Value = MoneyFormat.Amount(total.Cost),
            Unit = budget is { } known ? $"of {MoneyFormat.Amount(known)}" : null,
            Title = total.Cost is null ? "No call of this month has a price" : MoneyFormat.Exact(total.Cost),
            Change = budget is { } limit && total.Cost is { } spent
                ? $"{Whole(spent.Dollars / limit.Dollars)} used, {Whole((_outlook.Today.Day - 1 + OfToday()) / days)} of month"
                : isPresent ? "no budget set" : null,
            Spark = SparkLine.Of(
                [.. numbers.Days.Days.Select(day => day.Day > _outlook.Today ? null : (double?)day.Cost?.Dollars)]),
            Foot = $"{CountFormat.Of(total.Calls, "call", "calls")}",
        };
    }

    // A day that is not over is no whole day of the month.
    private decimal OfToday()
    {
        var (from, to) = (
            LocalDays.StartOf(_outlook.Today, view.Zone), LocalDays.StartOf(_outlook.Today.AddDays(1), view.Zone));
        return Math.Clamp((decimal)(numbers.At - from).Ticks / (to - from).Ticks, 0, 1);
    }

    private TileContent MonthEnd()
    {
        if (_outlook.Forecast is not { } forecast)
        {
            return new TileContent
            {
                Label = "Month end, forecast",
                Value = "–",
                Title = NoForecast,
                Change = NoForecast,
            };
        }

        var end = forecast.MonthEnd;
        return new TileContent
        {
            Label = $"End of {Text(_outlook.Today, "MMMM")}, forecast",
            Value = MoneyFormat.Amount(end.Total),
            Unit = end.High is { } high ? $"± {MoneyFormat.Dollars((high - end.Total).Dollars).TrimStart('$')}" : null,
            Title = Band(end.Low, end.High, forecast.Level),
            Change = _outlook.Leaves switch
            {
                null => "no budget set",
                { Value: >= 0 } left => $"{MoneyFormat.Amount(left)} under budget",
                { } over => $"{MoneyFormat.Amount(-over)} over budget",
            },
            ChangeTone = _outlook.Leaves is { Value: < 0 } ? Tone.Bad : Tone.Neutral,
            Foot = forecast.MedianError is { } error
                ? $"past error {RateFormat.Percent((double)error)}, n = {forecast.Origins}"
                : "no past error yet",
        };
    }

    private TileContent RunsOut()
    {
        var exhaustion = _outlook.Exhaustion;
        var level = _outlook.Forecast?.Level is { } known ? $" at {Whole(known)}" : "";
        var day = exhaustion?.Expected;
        return new TileContent
        {
            Label = exhaustion is { HasHappened: true } ? "Budget ran out" : "Budget runs out",
            Value = day is { } known1 ? Text(known1, "ddd d MMM")
                : exhaustion is null || _outlook.Forecast is null ? "–"
                : "Lasts",
            Unit = day is null && exhaustion is not null && _outlook.Forecast is not null ? "the month" : null,
            Title = exhaustion is null ? "No budget is set for this scope"
                : _outlook.Forecast is null && day is null ? NoForecast
                : null,
            Change = exhaustion switch
            {
                null => "no budget set",
                { HasHappened: true } => "the month goes on",
                { Earliest: null } => null,
                { Latest: { } latest } =>
                    $"{Text(exhaustion.Earliest.Value, "d MMM")} – {Text(latest, "d MMM")}{level}",
                _ => $"from {Text(exhaustion.Earliest.Value, "d MMM")}{level}",
            },
            ChangeTone = exhaustion?.Expected is null ? Tone.Neutral : Tone.Bad,
            Foot = _outlook.Budget is { } budget ? $"{MoneyFormat.Amount(budget.Monthly)} a month" : null,
        };
    }

    private TileContent ADay()
    {
        // A day on which no call has a price says nothing of what a day costs.
        var whole = numbers.Days.Days
            .Where(day => day.Day < _outlook.Today && day.Sums.Calls > 0 && day.Cost is not null)
            .ToList();
        var mean = whole.Count == 0 ? (decimal?)null : Mean(whole);
        var before = whole.Count >= 14 ? Nonzero(Mean([.. whole.SkipLast(7).TakeLast(7)])) : null;
        var week = (Mean([.. whole.TakeLast(7)]) / before) - 1;
        return new TileContent
        {
            Label = "A day",
            Value = mean is { } known ? MoneyFormat.Dollars(known) : "–",
            Unit = mean is null ? null : "mean",
            Title = mean is null
                ? "No whole day with priced calls in this month"
                : $"Mean of {whole.Count} whole days with priced calls",
            Change = week is { } change
                ? $"{RateFormat.PercentChange((double)change)} vs week before"
                : "needs 14 days to compare",
            ChangeIcon = week switch { null => null, > 0 => Icons.Rising, < 0 => Icons.Falling, _ => Icons.Flat },
            Spark = whole.Count < 2 ? null : SparkLine.Of([.. whole.Select(day => (double?)day.Cost?.Dollars)]),
            Foot = $"n = {CountFormat.Of(whole.Count, "day", "days")}",
        };
    }

    private TileContent GoodAnswer()
    {
        var total = numbers.Days.Total;
        var good = numbers.Good is { } counts
            ? CostPerGoodAnswer.Of(new Nanodollars(total.CostNano), total.PricedCalls, counts)
            : null;
        var rated = numbers.Good?.Sum(count => count.Rated) ?? 0;
        var missing = rated == 0 ? "no rated answer yet"
            : rated < CostPerGoodAnswer.Enough ? $"only {rated} of {CostPerGoodAnswer.Enough} rated answers needed"
            : "no answer was found good, or none has a price";
        return new TileContent
        {
            Label = "Per 1,000 good answers",
            Value = good is null ? "–" : MoneyFormat.Dollars(good.Dollars * 1000),
            Title = good is null ? missing : "Cost of an average answer / share of rated answers that were good",
            Change = good is null ? missing : $"{RateFormat.Of(good.Good, good.Rated)} good",
            Foot = $"n = {CountFormat.Whole(rated)} rated",
        };
    }

    private TileContent NotPriced()
    {
        var calls = numbers.Unpriced.Sum(model => model.Calls);
        return new TileContent
        {
            Label = "Not priced",
            Value = CountFormat.Whole(calls),
            Unit = calls == 1 ? "call" : "calls",
            Title = "Calls of any time whose model has no price; they are in no sum",
            Change = calls == 0
                ? "every model has a price"
                : $"{CountFormat.Of(numbers.Unpriced.Count, "model", "models")}, "
                    + $"since {Text(FirstUnpriced(), "d MMM")}",
            ChangeTone = calls == 0 ? Tone.Good : Tone.Warning,
            Foot = numbers.Days.Total.UnpricedCalls is > 0 and var here
                ? $"{CountFormat.Whole(here)} in this month"
                : null,
        };
    }

    private string NoForecast => $"needs 7 whole days, has {_outlook.HistoryDays}";

    private static string? Band(Nanodollars? low, Nanodollars? high, decimal? level) => level is null
        ? "No band yet: too few past days to measure the error of a forecast this long"
        : $"{MoneyFormat.Amount(low)} – {MoneyFormat.Amount(high)} at {Whole(level.Value)}";

    /// <summary>How wrong such forecasts were on days that they had not seen, beside a plain mean.</summary>
    public static string BacktestWords(decimal? error, decimal? naive, int origins) => error is null
        ? "no past forecast of this length yet"
        : $"past error {RateFormat.Percent((double)error)}, plain mean {RateFormat.Percent((double?)naive)}, "
            + $"n = {origins}";

    private DateOnly FirstUnpriced() => DateOnly.FromDateTime(
        TimeZoneInfo.ConvertTime(numbers.Unpriced.Min(model => model.First), view.Zone).DateTime);

    private static decimal Mean(List<CostDay> days) =>
        days.Sum(day => new Nanodollars(day.Sums.CostNano).Dollars) / Math.Max(1, days.Count);

    private static decimal? Nonzero(decimal value) => value == 0 ? null : value;

    private static string Whole(decimal share) =>
        decimal.Round(share * 100).ToString("0", CultureInfo.InvariantCulture) + "\u202F%";

    private static string Text(DateOnly day, string format) => day.ToString(format, CultureInfo.InvariantCulture);
}

using Dashboard.Costs.Budgets;
using Dashboard.Costs.Forecasting;
using Dashboard.Events;

namespace Dashboard.Costs;

/// <summary>The present month: what was spent, what may be, and how it will end.</summary>
public sealed record CostOutlook
{
    public required DateOnly Today { get; init; }

    /// <summary>
    /// The month's cost by the end of each of its days, today's so far last. Calls without a price are not in it.
    /// </summary>
    public required IReadOnlyList<(DateOnly Day, Nanodollars Total)> Spent { get; init; }

    /// <summary>What today has cost so far.</summary>
    public required Nanodollars SpentToday { get; init; }

    /// <summary>Calls of this month; 0 means that nothing was measured.</summary>
    public required long Calls { get; init; }

    /// <summary>Calls of this month without a price.</summary>
    public required long UnpricedCalls { get; init; }

    /// <summary>Calls of this month with a price; without any of them but with others the spend is unknown.</summary>
    public required long PricedCalls { get; init; }

    /// <summary>Null where none is set.</summary>
    public required Budget? Budget { get; init; }

    /// <summary>Null where too few whole days are known; <see cref="HistoryDays"/> says how many are.</summary>
    public required MonthForecast? Forecast { get; init; }

    /// <summary>Whole days since the first call.</summary>
    public required int HistoryDays { get; init; }

    /// <summary>Null without a budget.</summary>
    public required Exhaustion? Exhaustion { get; init; }

    public Nanodollars MonthToDate => Spent[^1].Total;

    /// <summary>The month's cost, or null when every call of it lacks a price.</summary>
    public Nanodollars? KnownMonthToDate => UnpricedCalls > 0 && PricedCalls == 0 ? null : MonthToDate;

    /// <summary>What the month's end is forecast to leave of the budget; negative is over it.</summary>
    public Nanodollars? Leaves => Budget is { } budget && Forecast is { } forecast
        ? budget.Monthly - forecast.MonthEnd.Total
        : null;
}

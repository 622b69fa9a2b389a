using Dashboard.Costs.Forecasting;
using Dashboard.Events;

namespace Dashboard.Costs.Budgets;

/// <summary>On which day of this month a budget runs out. Null is "not this month".</summary>
/// <param name="Expected">By the forecast, or the day on which it did.</param>
/// <param name="Earliest">By the upper end of the band.</param>
/// <param name="Latest">By the lower end of the band.</param>
/// <param name="HasHappened">Whether it is spent already, so that nothing is forecast.</param>
public sealed record Exhaustion(DateOnly? Expected, DateOnly? Earliest, DateOnly? Latest, bool HasHappened)
{
    /// <summary>The first day by whose end the month has cost the budget or more.</summary>
    /// <param name="budget">The month's budget.</param>
    /// <param name="spent">The month's cost by the end of each day, today's so far last.</param>
    /// <param name="forecast">From today on; null where there is none.</param>
    public static Exhaustion Of(
        Nanodollars budget, IReadOnlyList<(DateOnly Day, Nanodollars Total)> spent, MonthForecast? forecast)
    {
        if (spent.Where(day => day.Total >= budget).Select(day => (DateOnly?)day.Day).FirstOrDefault() is { } past)
        {
            return new Exhaustion(past, past, past, HasHappened: true);
        }

        DateOnly? First(Func<ForecastDay, Nanodollars?> total) => forecast?.Days
            .Where(day => total(day) >= budget)
            .Select(day => (DateOnly?)day.Day)
            .FirstOrDefault();
        return new Exhaustion(
            First(day => day.Total), First(day => day.High), First(day => day.Low), HasHappened: false);
    }
}

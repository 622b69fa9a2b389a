using System.Globalization;
using Dashboard.Costs;
using Dashboard.Ui.Numbers;

namespace Dashboard.Web.Pages.Overview;

/// <summary>What the cost tile says of the time to come. Pure.</summary>
internal static class CostAhead
{
    /// <summary>The forecast for the whole of today, beside what it has cost: <c>of ~$15.02</c>.</summary>
    public static string? OfToday(CostOutlook? outlook) =>
        outlook?.Forecast is { } forecast ? $"of ~{MoneyFormat.Amount(forecast.Days[0].Expected)}" : null;

    /// <summary>The month's end and the budget: <c>Nov ~$617 of $560</c>; what is missing is said.</summary>
    public static string OfMonth(CostOutlook? outlook)
    {
        if (outlook is null)
        {
            return "";
        }

        var month = outlook.Today.ToString("MMM", CultureInfo.InvariantCulture);
        var end = outlook.Forecast is { } forecast
            ? $"~{MoneyFormat.Amount(forecast.MonthEnd.Total)}"
            : MoneyFormat.Amount(outlook.KnownMonthToDate);
        return outlook.Budget is { } budget
            ? $"{month} {end} of {MoneyFormat.Amount(budget.Monthly)}"
            : $"{month} {end}, no budget";
    }

    /// <summary>Bad once the month is forecast to end over its budget, or has spent it already.</summary>
    public static Ui.Components.Tone Tone(CostOutlook? outlook) =>
        outlook?.Leaves is { Value: < 0 } || outlook?.Exhaustion is { HasHappened: true }
            ? Ui.Components.Tone.Bad
            : Ui.Components.Tone.Neutral;
}

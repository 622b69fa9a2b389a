using System.Globalization;
using Dashboard.Events;
using Dashboard.HttpApi;
using Dashboard.Telemetry.Reading;

namespace Dashboard.Costs.Api;

/// <summary>The query string of <c>/api/costs/export</c>, as it came.</summary>
internal sealed record CostExportParameters(
    string? Month, string? From, string? To, string? By, string? Tz, string? Route, string? Environment)
{
    private const int MostDays = 1_100;

    /// <summary>Reads the parameters, or says what to change. Without a time it is the present month.</summary>
    public (CostView View, CostScope Scope)? Parse(ProjectId project, DateTimeOffset now, out FieldFault? fault)
    {
        fault = null;
        if (CostView.ParseZone(Tz ?? "UTC") is not { } zone)
        {
            fault = new("tz", $"tz must be an IANA time zone such as Europe/Vienna, not '{Tz}'.");
            return null;
        }

        if (CostView.ParseBy(By ?? "route") is not { } by)
        {
            var names = string.Join(", ", CostView.Choices.Select(choice => choice.Name));
            fault = new("by", $"by must be one of {names}, not '{By}'.");
            return null;
        }

        if (ParseView(by, by == Dimension.User ? TimeZoneInfo.Utc : zone, now, out fault) is not { } view)
        {
            return null;
        }

        return (view, new CostScope(project, Given(Route), Given(Environment), view.Zone));
    }

    private CostView? ParseView(Dimension by, TimeZoneInfo zone, DateTimeOffset now, out FieldFault? fault)
    {
        fault = null;
        if (From is null && To is null)
        {
            var month = Month is null ? CostView.MonthOf(now, zone) : CostView.ParseMonth(Month);
            fault = month is null
                ? new("month", $"month must be such as 2026-11, between 2000 and 2100, not '{Month}'.")
                : null;
            return month is { } known ? CostView.OfMonth(known, by, zone) : null;
        }

        if (Day(From) is not { } first || Day(To) is not { } last || first > last)
        {
            fault = new(
                Day(From) is null || Day(To) is not null ? "from" : "to",
                "from and to must be days such as 2026-11-01, both included, from not after to; or give month.");
            return null;
        }

        fault = last.DayNumber - first.DayNumber >= MostDays
            ? new("from", $"Ask for at most {MostDays} days at once.")
            : null;
        return fault is null ? new CostView(first, last, by, zone) : null;
    }

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day.Year is >= 2000 and < 2100
            ? day
            : null;

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;
}

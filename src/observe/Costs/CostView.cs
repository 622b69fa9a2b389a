using System.Globalization;
using Dashboard.Telemetry.Reading;

namespace Dashboard.Costs;

/// <summary>What the cost page and its export show, as it stands in the address.</summary>
/// <param name="First">The first day.</param>
/// <param name="Last">The last day, included.</param>
/// <param name="By">What the days are split by.</param>
/// <param name="Zone">Where days begin.</param>
public sealed record CostView(DateOnly First, DateOnly Last, Dimension By, TimeZoneInfo Zone)
{
    /// <summary>The dimensions in the order of the switch, as the address names them.</summary>
    public static IReadOnlyList<(string Name, string Label, Dimension Dimension)> Choices { get; } =
    [
        ("route", "Route", Dimension.Route), ("model", "Model", Dimension.Model),
        ("version", "Version", Dimension.Version), ("user", "User", Dimension.User),
        ("provider", "Provider", Dimension.Provider), ("prompt", "Prompt", Dimension.Prompt),
        ("environment", "Environment", Dimension.Environment),
    ];

    public string Month => First.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    public string ByName => Choices.First(choice => choice.Dimension == By).Name;

    /// <summary>The month that an instant lies in.</summary>
    public static DateOnly MonthOf(DateTimeOffset at, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone);
        return new DateOnly(local.Year, local.Month, 1);
    }

    /// <summary>A month such as <c>2026-11</c>, between 2000 and 2100; null for anything else.</summary>
    public static DateOnly? ParseMonth(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month)
            && month.Year is >= 2000 and < 2100
            ? month
            : null;

    /// <summary>A dimension by its name; null for anything else.</summary>
    public static Dimension? ParseBy(string? text) =>
        Choices.Where(choice => choice.Name == text).Select(choice => (Dimension?)choice.Dimension).FirstOrDefault();

    /// <summary>A zone by its IANA name; UTC by any of its names is UTC. Null for anything else.</summary>
    public static TimeZoneInfo? ParseZone(string? text) =>
        string.IsNullOrEmpty(text) || !TimeZoneInfo.TryFindSystemTimeZoneById(text, out var zone) ? null
        : zone.HasSameRules(TimeZoneInfo.Utc) ? TimeZoneInfo.Utc
        : zone;

    /// <summary>A whole month.</summary>
    public static CostView OfMonth(DateOnly month, Dimension by, TimeZoneInfo zone) =>
        new(month, month.AddMonths(1).AddDays(-1), by, zone);
}

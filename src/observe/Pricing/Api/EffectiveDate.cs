using Dashboard.Texts;

namespace Dashboard.Pricing.Api;

/// <summary>An instant from which prices hold: RFC 3339 with an offset, within the times that calls may have.</summary>
public static class EffectiveDate
{
    public const string Fault =
        "'effective_from' must be an RFC 3339 time with an offset between 2000 and 2100, "
        + "such as \"2026-12-01T00:00:00Z\".";

    public static DateTimeOffset? Parse(string? text) =>
        text is { Length: >= 20 } && (text[^1] is 'Z' or 'z' || text[^6] is '+' or '-')
        && OutsideTime.TryParse(text, out var at)
        && at.Year is >= 2000 and < 2100
            ? Microseconds(at)
            : null;

    /// <summary>In PostgreSQL's resolution, so that what is read back is equal.</summary>
    public static DateTimeOffset Microseconds(DateTimeOffset at) =>
        new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
}

using System.Globalization;

namespace Dashboard.Texts;

/// <summary>
/// Times that come from outside. The first and the last years that .NET knows are refused: a day added to them, or an
/// offset taken from them, is no time any more, and PostgreSQL would read them as infinity.
/// </summary>
public static class OutsideTime
{
    /// <summary>What is wrong with another text, to stand behind the name of its field.</summary>
    public const string Fault =
        "must be an RFC 3339 time between 1900 and 2200, such as 2026-11-22T00:00:00Z "
        + "(in an address, write the + of an offset as %2B)";

    private const int FirstYear = 1900;
    private const int EndYear = 2200;

    /// <summary>Reads a time; without an offset it is UTC.</summary>
    public static bool TryParse(string? text, out DateTimeOffset time) =>
        DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time)
        && Accepts(time);

    /// <summary>Whether it lies within the years that are taken.</summary>
    public static bool Accepts(DateTimeOffset time) => time.UtcDateTime.Year is >= FirstYear and < EndYear;
}

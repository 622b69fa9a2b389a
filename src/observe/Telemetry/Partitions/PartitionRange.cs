using System.Globalization;

namespace Dashboard.Telemetry.Partitions;

/// <summary>The time that one partition covers: [From, To), a UTC day or a calendar year.</summary>
public readonly record struct PartitionRange(DateTimeOffset From, DateTimeOffset To)
{
    public static PartitionRange Day(DateOnly day) => new(Midnight(day), Midnight(day.AddDays(1)));

    public static PartitionRange Year(int year) => new(Midnight(new DateOnly(year, 1, 1)), Midnight(new DateOnly(year + 1, 1, 1)));

    public bool Overlaps(PartitionRange other) => From < other.To && other.From < To;

    public bool Contains(DateOnly day) => From <= Midnight(day) && Midnight(day) < To;

    /// <summary><c>calls_2026_11_22</c> or <c>calls_2023</c>.</summary>
    public string NameFor(string table) =>
        table + From.ToString(To - From > TimeSpan.FromDays(1) ? "'_'yyyy" : "'_'yyyy'_'MM'_'dd", CultureInfo.InvariantCulture);

    private static DateTimeOffset Midnight(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);
}

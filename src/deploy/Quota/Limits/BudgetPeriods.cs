namespace Dashboard.Quota.Limits;

/// <summary>The names of periods, and where they begin and end.</summary>
internal static class BudgetPeriods
{
    /// <summary>As written in the public interface, in events and in tables.</summary>
    public static IReadOnlyList<string> Names { get; } = ["day", "month", "total"];

    /// <summary>The name of the period.</summary>
    public static string Name(this BudgetPeriod period) => Names[(int)period];

    /// <summary>The period of that name; null where there is none.</summary>
    public static BudgetPeriod? Parse(string? name)
    {
        for (var i = 0; i < Names.Count; i++)
        {
            if (Names[i] == name)
            {
                return (BudgetPeriod)i;
            }
        }

        return null;
    }

    /// <summary>When the period that <paramref name="now"/> lies in began.</summary>
    public static DateTimeOffset StartOf(this BudgetPeriod period, DateTimeOffset now)
    {
        var utc = now.UtcDateTime;
        return period switch
        {
            BudgetPeriod.Day => new DateTimeOffset(utc.Year, utc.Month, utc.Day, 0, 0, 0, TimeSpan.Zero),
            BudgetPeriod.Month => new DateTimeOffset(utc.Year, utc.Month, 1, 0, 0, 0, TimeSpan.Zero),
            _ => DateTimeOffset.UnixEpoch,
        };
    }

    /// <summary>When the period that began at <paramref name="start"/> ends; null for never.</summary>
    public static DateTimeOffset? EndOf(this BudgetPeriod period, DateTimeOffset start) => period switch
    {
        BudgetPeriod.Day => start.AddDays(1),
        BudgetPeriod.Month => start.AddMonths(1),
        _ => null,
    };
}

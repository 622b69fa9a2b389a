using Dashboard.Events;
using Dashboard.Telemetry.Rollups;

namespace Dashboard.Costs.Days;

/// <summary>
/// What today has cost so far, against the same hours of former days. The hours of a day are not alike: a part of one says
/// nothing against a whole one, and is never drawn out to one.
/// </summary>
public sealed record SameHours
{
    private const int MostDays = 7;
    private const long QuarterTicks = 15 * TimeSpan.TicksPerMinute;

    /// <summary>Where the hours begin, in the scope's zone: midnight, or when a version took over today.</summary>
    public required TimeOnly From { get; init; }

    /// <summary>Where they end: the last quarter of an hour that is over.</summary>
    public required TimeOnly Until { get; init; }

    /// <summary>How many former days there are: those of the version before, at most seven, else yesterday.</summary>
    public required int Days { get; init; }

    /// <summary>The sums of today's hours.</summary>
    public required CallCounters Today { get; init; }

    /// <summary>The sums of the same hours of all the former days together.</summary>
    public required CallCounters Before { get; init; }

    /// <summary>Today's cost in these hours; null where no call of them has a price.</summary>
    public Nanodollars? Cost => Today.Cost;

    /// <summary>The mean of the former days; null where no call of theirs has a price.</summary>
    public Nanodollars? CostBefore =>
        Before.Cost is { } cost ? Nanodollars.FromDollars(cost.Dollars / Days) : null;

    /// <summary>As a share of <see cref="CostBefore"/>; null where either is unknown, in part too, or it was nothing.</summary>
    public double? Change => Today.UnpricedCalls + Before.UnpricedCalls == 0 && CostBefore is { Value: > 0 } before
        ? (double)(Cost!.Value.Dollars / before.Dollars) - 1
        : null;

    /// <summary>The first instant that matters.</summary>
    internal static DateTimeOffset Begin(CostScope scope, DateTimeOffset now, DateTimeOffset? tookOver)
    {
        var today = scope.DayOf(now);
        return scope.StartOf(Former(scope, today, tookOver)[^1]);
    }

    /// <summary>Null where no quarter of today is over yet, or no former day had calls.</summary>
    /// <param name="scope">Whose cost; its zone says what a day is.</param>
    /// <param name="now">The present.</param>
    /// <param name="tookOver">When the serving version took over; null where no other is known.</param>
    /// <param name="quarters">The sums by quarters of an hour since <see cref="Begin"/>, in the order of time.</param>
    internal static SameHours? Of(
        CostScope scope, DateTimeOffset now, DateTimeOffset? tookOver, IEnumerable<CostRow> quarters)
    {
        var today = scope.DayOf(now);
        var midnight = scope.StartOf(today);
        var from = tookOver is { } over && over > midnight ? Quarter(over.AddTicks(QuarterTicks - 1)) : midnight;
        var until = Quarter(now);
        if (until <= from)
        {
            return null;
        }

        var (first, last) = (TimeOf(from, scope), TimeOf(until, scope));
        var former = Former(scope, today, tookOver).ToHashSet();
        var days = new Dictionary<DateOnly, CallCounters>();
        var (sums, begun) = (default(CallCounters), (DateOnly?)null);
        foreach (var row in quarters)
        {
            var day = scope.DayOf(row.Start);
            begun ??= row.Sums.Calls > 0 ? day : null;
            var time = TimeOf(row.Start, scope);
            if (row.Start >= from && row.Start < until)
            {
                sums += row.Sums;
            }
            else if (time >= first && time < last && former.Contains(day))
            {
                days[day] = days.GetValueOrDefault(day) + row.Sums;
            }
        }

        // A day on which nothing was asked in these hours cost nothing; one before the first call is none.
        var known = former.Count(day => day >= begun);
        return known == 0
            ? null
            : new SameHours
            {
                From = first,
                Until = last,
                Days = known,
                Today = sums,
                Before = days.Values.Aggregate(default(CallCounters), (all, day) => all + day),
            };
    }

    // The newest first.
    private static List<DateOnly> Former(CostScope scope, DateOnly today, DateTimeOffset? tookOver)
    {
        var since = tookOver is { } over ? scope.DayOf(over) : (DateOnly?)null;
        var days = Enumerable.Range(1, MostDays).Select(ago => today.AddDays(-ago)).Where(day => day < since).ToList();
        return days.Count == 0 ? [today.AddDays(-1)] : days;
    }

    private static DateTimeOffset Quarter(DateTimeOffset at) =>
        new(at.UtcTicks - (at.UtcTicks % QuarterTicks), TimeSpan.Zero);

    private static TimeOnly TimeOf(DateTimeOffset at, CostScope scope) =>
        TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, scope.Zone).DateTime);
}

using Dashboard.Costs.Days;
using Dashboard.Costs.Moving;
using Dashboard.Costs.OwnModel;
using Dashboard.Pricing;
using Dashboard.Telemetry.Reading;

namespace Dashboard.Costs;

/// <summary>The questions of the cost page that sums answer.</summary>
internal sealed class CostQueries(CostRows rows, PriceBooks books)
{
    /// <summary>How far back the volume of the what-if is measured.</summary>
    public const int VolumeDays = 30;

    /// <summary>Users are kept by UTC day alone: their days are UTC days whatever the reader's zone is.</summary>
    public static CostScope ZoneFor(CostScope scope, Dimension? by) =>
        by == Dimension.User ? scope with { Zone = TimeZoneInfo.Utc } : scope;

    /// <summary>Cost per day from <paramref name="first"/> to <paramref name="last"/>, both included.</summary>
    public async Task<CostDays> DaysAsync(
        CostScope asked, Dimension by, DateOnly first, DateOnly last, CancellationToken ct)
    {
        var scope = ZoneFor(asked, by);
        var days = new CostDays(scope, by, first, last);
        var (from, to) = (scope.StartOf(first), scope.StartOf(last.AddDays(1)));
        await foreach (var row in rows.ReadAsync(scope, by, from, to, ct))
        {
            days.Add(row);
        }

        return days;
    }

    /// <summary>The seven whole days before today against the seven before those, the largest change first.</summary>
    public async Task<IReadOnlyList<Mover>> MoversAsync(
        CostScope asked, Dimension by, DateTimeOffset now, CancellationToken ct)
    {
        var scope = ZoneFor(asked, by);
        var today = scope.DayOf(now);
        var weeks = new MoverWeeks(scope, by, today, books.Current);
        var (from, to) = (scope.StartOf(today.AddDays(-14)), scope.StartOf(today));
        await foreach (var row in rows.ReadAsync(scope, by, from, to, ct))
        {
            weeks.Add(row);
        }

        return weeks.Movers();
    }

    /// <summary>The volume of the last whole days; null without a priced call.</summary>
    public async Task<MeasuredVolume?> VolumeAsync(CostScope scope, DateTimeOffset now, CancellationToken ct)
    {
        var to = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);
        // Never the UTC day tier: the busiest hour is looked for.
        var measure = new VolumeMeasure(to.AddDays(-VolumeDays), to);
        await foreach (var row in rows.QuartersAsync(scope, to.AddDays(-VolumeDays), to, ct))
        {
            measure.Add(row);
        }

        return measure.Result();
    }
}

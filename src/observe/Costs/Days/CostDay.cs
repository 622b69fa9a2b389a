using Dashboard.Events;
using Dashboard.Telemetry.Rollups;

namespace Dashboard.Costs.Days;

/// <summary>All calls of a day.</summary>
public sealed record CostDay(DateOnly Day, CallCounters Sums)
{
    /// <summary>Exact; null when calls have no price and none has one, 0 when there was no call.</summary>
    public Nanodollars? Cost => Sums.Cost;
}

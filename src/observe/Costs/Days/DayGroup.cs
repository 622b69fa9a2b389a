using Dashboard.Events;
using Dashboard.Telemetry.Rollups;

namespace Dashboard.Costs.Days;

/// <summary>One colour of the stack.</summary>
/// <param name="Name">The value of the dimension; null is "not said".</param>
/// <param name="Members">How many values it stands for: more than one only for what is left over.</param>
/// <param name="Days">The sums by day, parallel to the days of the whole.</param>
/// <param name="Total">The sums of all days.</param>
public sealed record DayGroup(string? Name, int Members, IReadOnlyList<CallCounters> Days, CallCounters Total)
{
    public bool IsRest => Members != 1;

    public Nanodollars? Cost => Total.Cost;
}

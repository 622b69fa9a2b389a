using System.Reflection;

namespace Dashboard.Telemetry.Rollups;

/// <summary>Says in words how a stored cell differs from the recount of its calls. Pure.</summary>
internal static class RollupComparison
{
    // Every counter, also one that is added later.
    private static readonly PropertyInfo[] Counters =
        [.. typeof(CallCounters).GetProperties().Where(property => property.PropertyType == typeof(long))];

    /// <summary>Null when they are the same, to the nanodollar and to the microsecond.</summary>
    public static string? FaultOf(RollupCell stored, RollupCell counted)
    {
        var faults = Counters
            .Where(counter => !counter.GetValue(stored.Counters)!.Equals(counter.GetValue(counted.Counters)))
            .Select(counter => $"{counter.Name} is {counter.GetValue(stored.Counters)} instead of "
                + $"{counter.GetValue(counted.Counters)}")
            .Concat(FaultsOf("latency", stored.Latency, counted.Latency))
            .Concat(FaultsOf("time to first token", stored.TimeToFirstToken, counted.TimeToFirstToken))
            .ToList();
        return faults.Count == 0 ? null : string.Join(", ", faults);
    }

    private static IEnumerable<string> FaultsOf(string what, DurationStats stored, DurationStats counted)
    {
        if ((stored.Sum, stored.Min, stored.Max) != (counted.Sum, counted.Min, counted.Max))
        {
            yield return $"{what} has sum, least and greatest {Exact(stored)} instead of {Exact(counted)} µs";
        }
        else if (!stored.Sketch.Encode().AsSpan().SequenceEqual(counted.Sketch.Encode()))
        {
            yield return $"{what} is spread differently";
        }
    }

    private static string Exact(DurationStats stats) =>
        stats.Sketch.Count == 0 ? "none" : $"{stats.Sum}, {stats.Min}, {stats.Max}";
}

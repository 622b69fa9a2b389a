using Dashboard.Telemetry.Reading;
using Dashboard.Telemetry.Rollups;

namespace Dashboard.Costs.Days;

/// <summary>
/// Cost per day, split by one dimension. Every row that is added is in exactly one group and one day.
/// </summary>
public sealed class CostDays
{
    private readonly Dictionary<string, Sums> _byName = [];
    private readonly CostScope _scope;
    private readonly Dimension _by;
    private readonly DateOnly _first;
    private readonly CallCounters[] _totals;

    public CostDays(CostScope scope, Dimension by, DateOnly first, DateOnly last)
    {
        (_scope, _by, _first) = (scope, by, first);
        _totals = new CallCounters[last.DayNumber - first.DayNumber + 1];
    }

    /// <summary>Every day, also those without calls.</summary>
    public IReadOnlyList<CostDay> Days => [.. _totals.Select((sums, i) => new CostDay(_first.AddDays(i), sums))];

    public CallCounters Total => _totals.Aggregate(default(CallCounters), (sum, day) => sum + day);

    public bool IsEmpty => _totals.All(day => day.Calls == 0);

    /// <summary>Adds a row, whose bucket must lie within the days.</summary>
    internal void Add(in CostRow row)
    {
        var day = _scope.DayOf(row.Start).DayNumber - _first.DayNumber;
        var name = _by == Dimension.User ? row.User : row.Key.ValueOf(_by);
        // A name may be any text: "not said" needs a key that none can have.
        var key = name is null ? "" : "=" + name;
        if (!_byName.TryGetValue(key, out var sums))
        {
            _byName[key] = sums = new Sums(name, new CallCounters[_totals.Length]);
        }

        sums.Days[day] += row.Sums;
        _totals[day] += row.Sums;
    }

    /// <summary>
    /// The dearest groups first; with more than <paramref name="top"/> of them the others as one, last.
    /// </summary>
    public IReadOnlyList<DayGroup> Groups(int top = int.MaxValue)
    {
        var all = _byName.Values
            .Select(sums => new DayGroup(
                sums.Name, 1, sums.Days, sums.Days.Aggregate(default(CallCounters), (sum, day) => sum + day)))
            .OrderByDescending(group => group.Total.CostNano)
            .ThenByDescending(group => group.Total.Calls)
            .ThenBy(group => group.Name, StringComparer.Ordinal)
            .ToList();
        // One group as "the others" would only lose its name.
        return all.Count - 1 <= top ? all : [.. all.Take(top), Rest([.. all.Skip(top)])];
    }

    private DayGroup Rest(IReadOnlyList<DayGroup> groups)
    {
        var days = new CallCounters[_totals.Length];
        foreach (var group in groups)
        {
            for (var i = 0; i < days.Length; i++)
            {
                days[i] += group.Days[i];
            }
        }

        return new DayGroup(
            null, groups.Count, days, groups.Aggregate(default(CallCounters), (sum, group) => sum + group.Total));
    }

    private sealed record Sums(string? Name, CallCounters[] Days);
}

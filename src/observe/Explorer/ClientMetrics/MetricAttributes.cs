namespace Dashboard.Explorer.ClientMetrics;

/// <summary>The attributes of a point and of its resource, as text.</summary>
internal sealed record MetricAttributes(
    IReadOnlyDictionary<string, string> Own, IReadOnlyDictionary<string, string> Resource)
{
    /// <summary>Those that are named; all of the point's own where none is.</summary>
    public IReadOnlyDictionary<string, string> Select(IReadOnlyList<string> names) => names.Count == 0
        ? Own
        : names.Where(name => Own.ContainsKey(name) || Resource.ContainsKey(name))
            .Distinct()
            .ToDictionary(name => name, name => Own.TryGetValue(name, out var own) ? own : Resource[name]);
}

namespace Dashboard.Telemetry.Pricing.Matching;

/// <summary>Rows by every name they have, each list from the row that wins to the ones it replaced.</summary>
internal sealed class PriceIndex
{
    private readonly Dictionary<string, PriceRow[]> _byName;

    public PriceIndex(IEnumerable<PriceRow> rows)
    {
        _byName = rows
            .SelectMany(Names, (row, name) => (name, row))
            .GroupBy(pair => pair.name, pair => pair.row, StringComparer.Ordinal)
            .ToDictionary(
                group => group.Key,
                group => group.OrderBy(row => row, Precedence(group.Key)).ToArray(),
                StringComparer.Ordinal);
    }

    /// <summary>
    /// Where to look, in this order: for each name from the most specific, first the rows of the provider and those
    /// that
    /// speak for every provider, then those of the model's maker; at last, for each name, any other provider's, if they
    /// agree.
    /// </summary>
    public IReadOnlyList<PriceCandidates> Candidates(string? provider, string model)
    {
        var names = ModelNames.FromMostSpecific(model);
        var known = names.Where(_byName.ContainsKey).Select(name => _byName[name]).ToArray();
        var found = new List<PriceCandidates>();
        foreach (var rows in known)
        {
            AddIfAny(found, [[.. rows.Where(row => row.Price.Provider is null || row.Price.Provider == provider)]]);
            AddIfAny(found, [[.. rows.Where(row => row.Price.Provider is null || IsMaker(row.Price.Provider, rows))]]);
        }

        foreach (var rows in known)
        {
            AddIfAny(found, [.. rows.GroupBy(row => row.Price.Provider, (_, group) => group.ToArray())]);
        }

        return found;
    }

    private static bool IsMaker(string provider, PriceRow[] rows) =>
        rows.Any(row => row.Price.ByMaker && row.Price.Provider == provider);

    private static void AddIfAny(List<PriceCandidates> found, IReadOnlyList<PriceRow[]> perProvider)
    {
        if (perProvider.Any(rows => rows.Length > 0))
        {
            found.Add(new PriceCandidates(perProvider));
        }
    }

    private static IEnumerable<string> Names(PriceRow row) => row.Price.Aliases.Prepend(row.Price.Model).Distinct();

    // The latest effective date, then the layer, then the name before an alias, then what was recorded last.
    private static Comparer<PriceRow> Precedence(string name) => Comparer<PriceRow>.Create((a, b) =>
    {
        var order = (b.Price.EffectiveFrom ?? DateTimeOffset.MinValue)
            .CompareTo(a.Price.EffectiveFrom ?? DateTimeOffset.MinValue);
        order = order != 0 ? order : b.Layer.CompareTo(a.Layer);
        order = order != 0 ? order : (b.Price.Model == name).CompareTo(a.Price.Model == name);
        return order != 0 ? order : b.Order.CompareTo(a.Order);
    });
}

namespace Dashboard.Pricing.Matching;

/// <summary>Rows by every name they have, and by the patterns that some lists know them by.</summary>
internal sealed class PriceIndex
{
    private readonly Dictionary<string, PriceRow[]> _byName;
    private readonly PatternIndex _patterns;

    public PriceIndex(IReadOnlyList<PriceRow> rows)
    {
        _byName = rows
            .Where(row => row.Price.Match is null)
            .SelectMany(Names, (row, name) => (name, row))
            .GroupBy(pair => pair.name, pair => pair.row, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
        _patterns = new PatternIndex(rows.Where(row => row.Price.Match is not null));
    }

    /// <summary>
    /// Where to look, in this order: for each name from the most specific, first the rows of the provider and those
    /// that
    /// speak for every provider, then those of its sibling, then those of the model's maker where the provider may sell
    /// at its price; at last, where nobody is named, for each name any other provider's, if they agree.
    /// </summary>
    public IReadOnlyList<PriceCandidates> Candidates(string? provider, string model)
    {
        var seller = Seller.Of(provider, model);
        var names = ModelNames.FromMostSpecific(seller.Model);
        var known = names
            .Select(name => Found(name, ModelNames.IsGuess(name, seller.Model)))
            .Where(found => found.Rows.Length > 0)
            .ToArray();
        var found = new List<PriceCandidates>();
        foreach (var name in known)
        {
            AddIfAny(found, name, row => row.Price.Provider is null || row.Price.Provider == seller.Provider);
            if (seller.Sibling is { } sibling)
            {
                AddIfAny(found, name, row => row.Price.Provider is null || row.Price.Provider == sibling);
            }

            if (seller.MayUseMaker)
            {
                AddIfAny(found, name, row => row.Price.Provider is null || IsMaker(row.Price.Provider, name.Rows));
            }
        }

        foreach (var name in seller.MayUseAny ? known : [])
        {
            found.Add(new PriceCandidates(
                [.. name.Rows.Select(row => row.Price.Provider).Distinct().Select(one =>
                    name.Of(row => row.Price.Provider == one))]));
        }

        return found;
    }

    // A pattern holds for many names: only for those that were given it says something.
    private Name Found(string name, bool isGuess)
    {
        var key = NameKey.Of(name);
        var listed = _byName.GetValueOrDefault(key) ?? [];
        if (isGuess)
        {
            return new Name(key, listed, []);
        }

        var matched = _patterns.Find(name).ToArray();
        if (matched.Length == 0 && NameKey.WithDashes(name) is { } dashed)
        {
            matched = [.. _patterns.Find(dashed)];
        }

        return new Name(key, listed, matched);
    }

    private static bool IsMaker(string provider, PriceRow[] rows) =>
        Array.Exists(rows, row => row.Price.ByMaker && row.Price.Provider == provider);

    private static void AddIfAny(List<PriceCandidates> found, Name name, Func<PriceRow, bool> isMeant)
    {
        var rows = name.Of(isMeant);
        if (!rows.IsEmpty)
        {
            found.Add(new PriceCandidates([rows]));
        }
    }

    private static IEnumerable<string> Names(PriceRow row) =>
        row.Price.Aliases.Prepend(row.Price.Model).Select(NameKey.Of).Distinct();

    private readonly record struct Name(string Key, PriceRow[] Listed, PriceRow[] Matched)
    {
        public PriceRow[] Rows { get; } = [.. Listed, .. Matched];

        public NamedRows Of(Func<PriceRow, bool> isMeant) =>
            new(Key, Listed.Where(isMeant), Matched.Where(isMeant));
    }
}

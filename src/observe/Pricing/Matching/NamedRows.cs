namespace Dashboard.Pricing.Matching;

/// <summary>Rows of one name: those that list it, and those whose pattern holds for it.</summary>
internal sealed class NamedRows
{
    private readonly string _key;
    private readonly PriceRow[] _listed;
    private readonly PriceRow[] _matched;

    /// <param name="key">The name in the index' spelling.</param>
    /// <param name="listed">Rows that list it.</param>
    /// <param name="matched">Rows that know it by a rule.</param>
    public NamedRows(string key, IEnumerable<PriceRow> listed, IEnumerable<PriceRow> matched)
    {
        _key = key;
        _listed = [.. listed.Order(Comparer<PriceRow>.Create(Precedence))];

        // Where rules overlap, the model that the list names first holds, whatever the dates of its prices.
        _matched =
        [
            .. matched
                .GroupBy(row => (row.Price.Provider, row.Price.Model))
                .OrderBy(rows => rows.Min(row => row.Rank) ?? -1)
                .ThenBy(rows => rows.Min(row => row.Order))
                .SelectMany(rows => rows.Order(Comparer<PriceRow>.Create(Precedence))),
        ];
    }

    public bool IsEmpty => _listed.Length == 0 && _matched.Length == 0;

    /// <summary>The row that holds at an instant; null where none does yet.</summary>
    public PriceRow? InForce(DateTimeOffset at)
    {
        var (listed, matched) = (First(_listed, at), First(_matched, at));
        return listed is null || matched is null
            ? listed ?? matched
            : Precedence(listed, matched) <= 0 ? listed : matched;
    }

    /// <summary>The same of rows of a kind.</summary>
    public PriceRow? InForce(DateTimeOffset at, Func<PriceRow, bool> isOfKind)
    {
        var (listed, matched) = (First(_listed, at, isOfKind), First(_matched, at, isOfKind));
        return listed is null || matched is null
            ? listed ?? matched
            : Precedence(listed, matched) <= 0 ? listed : matched;
    }

    // The latest effective date, then the layer, then the name before an alias, then what was recorded last.
    private int Precedence(PriceRow? a, PriceRow? b)
    {
        var order = (b!.Price.EffectiveFrom ?? DateTimeOffset.MinValue)
            .CompareTo(a!.Price.EffectiveFrom ?? DateTimeOffset.MinValue);
        order = order != 0 ? order : b.Layer.CompareTo(a.Layer);
        order = order != 0 ? order : IsName(b).CompareTo(IsName(a));
        return order != 0 ? order : b.Order.CompareTo(a.Order);
    }

    private bool IsName(PriceRow row) => NameKey.Of(row.Price.Model) == _key;

    private static PriceRow? First(PriceRow[] rows, DateTimeOffset at, Func<PriceRow, bool>? isOfKind = null)
    {
        foreach (var row in rows)
        {
            if (row.IsInForce(at) && (isOfKind is null || isOfKind(row)))
            {
                return row;
            }
        }

        return null;
    }
}

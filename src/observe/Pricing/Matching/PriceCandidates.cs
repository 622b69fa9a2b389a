namespace Dashboard.Pricing.Matching;

/// <summary>Rows that would price a call equally well by name, over all time, by provider.</summary>
internal sealed class PriceCandidates(IReadOnlyList<NamedRows> perProvider)
{
    /// <summary>The row in force, or null where there is none or where providers disagree about the price.</summary>
    public PriceRow? InForce(DateTimeOffset at)
    {
        PriceRow? found = null;
        foreach (var rows in perProvider)
        {
            var row = rows.InForce(at);
            if (row is not null && found is not null && !row.Price.CostsTheSameAs(found.Price))
            {
                return null;
            }

            found ??= row;
        }

        return found;
    }

    /// <summary>The row in force among those of one layer and provider.</summary>
    public PriceRow? InForce(DateTimeOffset at, PriceLayer layer, string? provider)
    {
        foreach (var rows in perProvider)
        {
            if (rows.InForce(at, row => row.Layer == layer && row.Price.Provider == provider) is { } row)
            {
                return row;
            }
        }

        return null;
    }
}

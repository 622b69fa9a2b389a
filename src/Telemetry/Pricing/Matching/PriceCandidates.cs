namespace Dashboard.Telemetry.Pricing.Matching;

/// <summary>
/// Rows that would price a call equally well by name, over all time. One list per provider, each from the row that wins
/// to
/// the ones it replaced.
/// </summary>
internal sealed class PriceCandidates(IReadOnlyList<IReadOnlyList<PriceRow>> perProvider)
{
    /// <summary>The row in force, or null where there is none or where providers disagree about the price.</summary>
    public PriceRow? InForce(DateTimeOffset at)
    {
        PriceRow? found = null;
        foreach (var rows in perProvider)
        {
            var row = First(rows, at);
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
            foreach (var row in rows)
            {
                if (row.Layer == layer && row.Price.Provider == provider && row.IsInForce(at))
                {
                    return row;
                }
            }
        }

        return null;
    }

    private static PriceRow? First(IReadOnlyList<PriceRow> rows, DateTimeOffset at)
    {
        foreach (var row in rows)
        {
            if (row.IsInForce(at))
            {
                return row;
            }
        }

        return null;
    }
}

namespace Dashboard.Pricing;

/// <summary>
/// The price book in force in this process: one reference, swapped as a whole. Until the recorded prices have been read
/// it
/// holds the built-in list.
/// </summary>
public sealed class PriceBooks
{
    private volatile PriceBook _current = new(BuiltInPrices.Rows);

    /// <summary>The prices of now. Read it once for a batch, so that its calls are priced alike.</summary>
    public PriceBook Current => _current;

    internal void Replace(PriceBook book) => _current = book;
}

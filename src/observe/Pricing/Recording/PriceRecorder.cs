using Dashboard.Events;
using Dashboard.EventStore;
using Dashboard.Pricing.Importing;

namespace Dashboard.Pricing.Recording;

/// <summary>Sets and imports prices: decides, appends, and puts the result in force in this process.</summary>
public sealed class PriceRecorder(EventStore.EventStore store, PriceTable table, PriceListKeeper keeper)
{
    private const string Stream = "prices";
    private const string StreamType = "Prices";

    /// <summary>Records a price. The same price for the same date again is not recorded twice.</summary>
    /// <returns>The row's id, and whether it is new.</returns>
    public async Task<(string Id, bool IsNew)> SetAsync(ModelPrice price, EventContext context, CancellationToken ct)
    {
        if (PriceDecisions.AlreadySet(await table.ReadAsync(ct), price) is { } row)
        {
            return (row.Id, false);
        }

        return ($"prices:{await AppendAsync(new PriceSet(price), context, ct)}", true);
    }

    /// <summary>Records what a list changes; nothing where it changes nothing.</summary>
    /// <returns>How many prices were recorded.</returns>
    public async Task<int> ImportAsync(PriceImport import, string sha256, EventContext context, CancellationToken ct)
    {
        var changed = PriceDecisions.Changed(await table.ReadAsync(ct), import);
        if (changed.Count > 0)
        {
            var fact = new PricesImported(
                import.Format, sha256, changed, import.Prices.Count - changed.Count, import.Skipped.Count, import.Order);
            await AppendAsync(fact, context, ct);
        }

        return changed.Count;
    }

    private async Task<long> AppendAsync(object fact, EventContext context, CancellationToken ct)
    {
        var result = await store.AppendAsync(Stream, StreamType, null, [fact], context, ct);
        await keeper.ReloadAsync(ct);
        return ((AppendResult.Appended)result).Position;
    }
}

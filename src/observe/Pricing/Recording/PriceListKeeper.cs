using Dashboard.Events;
using Dashboard.EventStore;
using Dashboard.Postgres;

namespace Dashboard.Pricing.Recording;

/// <summary>
/// Keeps this process's price book up to date: at start, after its own appends, and at the ring of others. At start it
/// also
/// records which built-in list is in force, so that the audit trail says it.
/// </summary>
public sealed class PriceListKeeper(
    PriceBooks books, PriceTable table, EventStore.EventStore store, DecisionsDoorbell bell)
    : BellReader(bell, PriceProjection.Bell)
{
    private const string BuiltInStream = "prices:built-in";

    /// <summary>The recorded prices are in force before the services that start later take their first call.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await AdoptBuiltInAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <summary>Swaps in a book of everything that is recorded by now.</summary>
    protected override async Task ReadAsync(CancellationToken ct) =>
        books.Replace(new PriceBook(BuiltInPrices.Rows.Concat(await table.ReadAsync(ct))));

    private async Task AdoptBuiltInAsync(CancellationToken ct)
    {
        var adopted = await store.AggregateAsync<string?>(
            BuiltInStream, null, (revision, data) => data is BuiltInPricesAdopted fact ? fact.Revision : revision, ct);
        if (adopted.State != BuiltInPrices.Revision)
        {
            // A conflict means that another console that starts now has recorded it.
            await store.AppendAsync(
                BuiltInStream,
                "Prices",
                adopted.Version,
                [new BuiltInPricesAdopted(BuiltInPrices.Revision, BuiltInPrices.Rows.Count, BuiltInPrices.CheckedOn)],
                new EventContext("system"),
                ct);
        }
    }
}

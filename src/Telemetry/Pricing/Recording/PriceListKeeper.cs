using Dashboard.Events;
using Dashboard.EventStore;
using Dashboard.Postgres;
using Microsoft.Extensions.Hosting;

namespace Dashboard.Telemetry.Pricing.Recording;

/// <summary>
/// Keeps this process's price book up to date: at start, after its own appends, and at the ring of others. At start it
/// also
/// records which built-in list is in force, so that the audit trail says it.
/// </summary>
internal sealed class PriceListKeeper(
    PriceBooks books, PriceTable table, EventStore.EventStore store, DecisionsDoorbell bell)
    : IHostedService, IDisposable
{
    private const string BuiltInStream = "prices:built-in";

    private readonly SemaphoreSlim _turn = new(1, 1);
    private IDisposable? _subscription;

    /// <summary>The recorded prices are in force before the services that start later take their first call.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _subscription = bell.Subscribe(PriceProjection.Bell, (_, ct) => ReloadAsync(ct));
        await AdoptBuiltInAsync(cancellationToken);
        await ReloadAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _subscription?.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>Swaps in a book of everything that is recorded by now.</summary>
    public async Task ReloadAsync(CancellationToken ct)
    {
        // One at a time, so that an older reading never replaces a newer one.
        await _turn.WaitAsync(ct);
        try
        {
            books.Replace(new PriceBook(BuiltInPrices.Rows.Concat(await table.ReadAsync(ct))));
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _subscription?.Dispose();
        _turn.Dispose();
    }

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

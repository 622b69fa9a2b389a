using Dashboard.Events;
using Dashboard.Pricing;
using Dashboard.Telemetry.Partitions;
using Dashboard.Telemetry.Repricing;
using Dashboard.Telemetry.SetAside;
using Dashboard.Telemetry.Writing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xunit;

namespace Dashboard.Telemetry.Tests.Repricing;

/// <summary>A store of calls with prices that change: what a console with jobs does, without the decisions.</summary>
internal sealed class Repricings : IAsyncDisposable
{
    private readonly List<PriceRow> _rows = [];

    private Repricings(TelemetryStore store)
    {
        Store = store;
        Queue = new RepricingQueue(store.Db, store.Time);
        Watermark = new PriceWatermark(Books, _ => Task.CompletedTask);
        Writer = NewWriter(Watermark);
        Queries = new RepricingQueries(store.Db, store.Time);
        Books.Replace(new PriceBook([]));
    }

    public TelemetryStore Store { get; }

    public PriceBooks Books { get; } = new();

    public PriceBook Book => Books.Current;

    public RepricingQueue Queue { get; }

    public PriceWatermark Watermark { get; }

    public CallWriter Writer { get; }

    public RepricingQueries Queries { get; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<Repricings> CreateAsync()
    {
        var all = new Repricings(await TelemetryStore.CreateAsync());
        await all.Writer.StartAsync(Ct);
        return all;
    }

    /// <summary>Another console's writer.</summary>
    public CallWriter NewWriter(PriceWatermark watermark) => new(
        new SpanTransaction(
            Store.Db,
            new PartitionStore(Store.Db, Options.Create(new RetentionOptions()), Store.Time),
            new SeriesDirectory(Store.Db),
            Store.Bell,
            watermark),
        Store.Bell,
        TimeProvider.System,
        NullLogger<CallWriter>.Instance);

    /// <summary>A console of its own that takes up what waits.</summary>
    public Repricer NewRepricer(int callsPerPack = 20) =>
        new(
            Store.Db, Queue, Watermark,
            new FailedCells(new SetAsideRecords(Store.Db, Store.Time), Store.Time, NullLogger<FailedCells>.Instance),
            Store.Time, callsPerPack);

    /// <summary>Records a price and puts it in force here; <see cref="RepricingQueue"/> makes the job for it.</summary>
    public PriceRow Set(string model, decimal input, DateTimeOffset from, string? provider = "openai")
    {
        var position = _rows.Count + 1;
        var row = new PriceRow(
            $"prices:{position}",
            PriceLayer.Set,
            new ModelPrice
            {
                Provider = provider,
                Model = model,
                EffectiveFrom = from,
                Rates = new TokenRates { Input = input, Output = 4 * input },
            },
            position);
        _rows.Add(row);
        Books.Replace(new PriceBook(_rows));
        return row;
    }

    /// <summary>A call with the cost that the prices of now give it.</summary>
    public SpanRecord Priced(SpanRecord span)
    {
        var call = span.Call!;
        return span with
        {
            Call = call with
            {
                Cost = Book.Price(
                    call.Series.Provider, call.Series.Model, call.Tokens, span.Status, span.StartedAt,
                    call.ServiceTier),
            },
        };
    }

    public async Task WriteAsync(params SpanRecord[] spans) =>
        Assert.IsType<WriteResult.Committed>(await Writer.WriteAsync(spans, Ct));

    /// <summary>Adds the job for what is recorded and runs it to its end.</summary>
    public async Task RepriceAsync()
    {
        await Queue.AddAsync(Book, Ct);
        Assert.True(await NewRepricer().RunAsync(Ct));
    }

    public async ValueTask DisposeAsync()
    {
        await Writer.StopAsync(CancellationToken.None);
        Writer.Dispose();
        await Store.DisposeAsync();
    }
}

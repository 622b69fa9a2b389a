using Dashboard.Pricing;
using Dashboard.Telemetry.Repricing;
using Dashboard.Telemetry.Writing;
using Npgsql;
using Xunit;

namespace Dashboard.Telemetry.Tests.Repricing;

public sealed class PriceWatermarkTests : IAsyncLifetime
{
    private Repricings _all = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _all = await Repricings.CreateAsync();

    public ValueTask DisposeAsync() => _all.DisposeAsync();

    [Fact]
    public async Task A_console_that_missed_a_change_reads_its_prices_before_it_stores_a_call()
    {
        var books = new PriceBooks();
        books.Replace(new PriceBook([]));
        using var writer = _all.NewWriter(new PriceWatermark(books, _ =>
        {
            books.Replace(_all.Book);
            return Task.CompletedTask;
        }));
        await writer.StartAsync(Ct);
        _all.Set("m", 1m, Some.Noon);
        await _all.RepriceAsync();

        Assert.IsType<WriteResult.Committed>(
            await writer.WriteAsync([Some.Call(model: "m", costNano: null)], Ct));
        await writer.StopAsync(Ct);

        Assert.Equal(110_000, (await _all.Store.TotalAsync())!.Cost!.Value.Value);
    }

    [Fact]
    public async Task A_call_that_waited_since_before_a_change_is_priced_anew()
    {
        _all.Set("m", 1m, Some.Noon);
        var waiting = _all.Priced(Some.Call(model: "m"));
        _all.Set("m", 2m, Some.Noon);
        await _all.RepriceAsync();

        await _all.WriteAsync(waiting);

        Assert.Equal(220_000, (await _all.Store.TotalAsync())!.Cost!.Value.Value);
    }

    [Fact]
    public async Task A_console_that_cannot_read_its_prices_asks_its_clients_to_wait()
    {
        var books = new PriceBooks();
        books.Replace(new PriceBook([]));
        using var writer = _all.NewWriter(new PriceWatermark(books, _ => Task.CompletedTask));
        await writer.StartAsync(Ct);
        _all.Set("m", 1m, Some.Noon);
        await _all.RepriceAsync();

        Assert.IsType<WriteResult.Unavailable>(await writer.WriteAsync([Some.Call(model: "m")], Ct));

        await writer.StopAsync(Ct);
        Assert.Null(await _all.Store.TotalAsync());
    }

    [Fact]
    public async Task A_job_begins_behind_every_batch_that_has_read_older_prices()
    {
        await using var batch = await _all.Store.Db.Source.OpenConnectionAsync(Ct);
        await using var transaction = await batch.BeginTransactionAsync(Ct);
        await using var shared = new NpgsqlCommand(
            "SELECT pg_advisory_xact_lock_shared(x'6c6c6d707269'::bigint)", batch);
        await shared.ExecuteNonQueryAsync(Ct);
        _all.Set("m", 1m, Some.Noon);

        var adding = _all.Queue.AddAsync(_all.Book, Ct);
        await WaitUntilBlockedAsync();
        Assert.False(adding.IsCompleted);
        await transaction.CommitAsync(Ct);

        Assert.True(await adding);
        Assert.False(await _all.Queue.AddAsync(_all.Book, Ct));
    }

    private async Task WaitUntilBlockedAsync()
    {
        while (await _all.Store.Database.ReadAsync<long>(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted") == 0)
        {
            Ct.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}

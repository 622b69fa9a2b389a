using Dashboard.Telemetry.Repricing;
using Dashboard.Telemetry.SetAside;
using Xunit;

namespace Dashboard.Telemetry.Tests.Repricing;

public sealed class FailedCellsTests : IAsyncLifetime
{
    private Repricings _all = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _all = await Repricings.CreateAsync();

    public ValueTask DisposeAsync() => _all.DisposeAsync();

    [Fact]
    public async Task A_quarter_of_an_hour_that_cannot_be_priced_stops_no_other_and_is_taken_up_again()
    {
        await _all.WriteAsync(
            _all.Priced(Some.Call(at: Some.Noon, model: "m")),
            _all.Priced(Some.Call(at: Some.Noon.AddMinutes(20), model: "m")),
            _all.Priced(Some.Call(at: Some.Noon.AddMinutes(40), model: "m")));
        await _all.Store.Database.ExecuteAsync(
            """
            CREATE FUNCTION poison() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              IF extract(minute FROM NEW.started_at) = 20 THEN RAISE 'a bad value' USING ERRCODE = '22003'; END IF;
              RETURN NEW;
            END $$;
            CREATE TRIGGER poison BEFORE UPDATE ON calls FOR EACH ROW EXECUTE FUNCTION poison();
            """);
        _all.Set("m", 1m, Some.Noon);

        await _all.RepriceAsync();

        Assert.Equal(RepricingState.Done, (await _all.Queries.ReadAsync(1, Ct)).Single().State);
        Assert.Equal(1, (await _all.Store.TotalAsync())!.UnpricedCalls);
        var records = new SetAsideRecords(_all.Store.Db, _all.Store.Time);
        for (var i = 1; i < SetAsideRecords.Tries; i++)
        {
            Assert.Empty(await records.CountAsync(Ct));
            _all.Store.Time.Advance(TimeSpan.FromSeconds(31));
            Assert.True(await _all.NewRepricer().RunAsync(Ct));
        }

        Assert.Equal(1, (await records.CountAsync(Ct))[SetAsideKinds.Repricing]);
        await _all.Store.Database.ExecuteAsync("DROP TRIGGER poison ON calls");
        await records.RetryAsync(Ct);
        Assert.True(await _all.NewRepricer().RunAsync(Ct));

        Assert.Equal(0, (await _all.Store.TotalAsync())!.UnpricedCalls);
        Assert.Equal(0L, await _all.Store.Database.ReadAsync<long>("SELECT count(*) FROM set_aside"));
        await CellSums.AssertTieAsync(_all.Store.Db, Ct);
    }
}

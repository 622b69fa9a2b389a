using Dashboard.Testing;
using Xunit;

namespace Dashboard.Pricing.Tests.Recording;

public sealed class PriceRecordingTests : IAsyncLifetime
{
    private const string Set = """
        {"provider":"groq","model":"m","aliases":["n"],"effective_from":"2026-11-22T12:00:00Z","source":"a contract",
         "input_per_million":"0.123456789012","cache_read_per_million":"0.01","cache_write_per_million":"0.2",
         "cache_write_1h_per_million":"0.3","output_per_million":"4","reasoning_per_million":"5",
         "audio_input_per_million":"6","audio_output_per_million":"7",
         "image_input_per_million":"10","image_output_per_million":"11",
         "per_input_image":"0.0025","per_output_image":"0.039","cache_read_audio_per_million":"0.4",
         "per_thousand_web_searches":"10","per_thousand_requests":"12.5",
         "times_of_day":[{"from":"16:30:00","until":"00:30:00","input_per_million":"0.06"}],
         "tiers":[{"above_input_tokens":200000,"input_per_million":"8"}],
         "service_tiers":[{"name":"batch","input_per_million":"0.05",
           "tiers":[{"above_input_tokens":1,"output_per_million":"9"}]}]}
        """;

    private TestDatabase _db = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _db = await PriceConsole.CreateDatabaseAsync();

    public ValueTask DisposeAsync() => _db.DisposeAsync();

    [Fact]
    public async Task Every_price_of_a_row_survives_a_restart()
    {
        PriceRow before;
        await using (var console = await PriceConsole.StartAsync(_db))
        {
            (await console.PostAsync("/api/prices", Set)).EnsureSuccessStatusCode();
            before = console.Book.Find("groq", "n", SomePrice.Noon)!;
        }

        await using var restarted = await PriceConsole.StartAsync(_db);
        var after = restarted.Book.ById(before.Id)!;

        Assert.Equal(Enumerable.Range(0, 15), TokenBuckets.All.Select(bucket => (int)bucket));
        Assert.All(TokenBuckets.All, bucket => Assert.NotNull(bucket.Listed(after.Price.Rates)));
        Assert.Equal(0.123456789012m, after.Price.Rates.Input);
        Assert.Equal((7m, 11m), (after.Price.Rates.AudioOutput, after.Price.Rates.ImageOutput));
        Assert.Equal((0.0025m, 0.039m), (after.Price.Rates.PerInputImage, after.Price.Rates.PerOutputImage));
        Assert.Equal(
            (0.4m, 10m, 12.5m),
            (after.Price.Rates.CacheReadAudio, after.Price.Rates.PerThousandWebSearches,
                after.Price.Rates.PerThousandRequests));
        Assert.Equal(
            0.06m, CostCalculation.RatesFor(after.Price, 2, "batch", SomePrice.Noon.AddHours(12)).Input);
        Assert.True(after.Price.CostsTheSameAs(before.Price));
        Assert.Equal(["n"], after.Price.Aliases);
        Assert.Equal(("a contract", "key:test", PriceLayer.Set), (after.Price.Source, after.Actor, after.Layer));
        Assert.Equal(9m, CostCalculation.RatesFor(after.Price, 2, "batch").Output);
    }

    [Fact]
    public async Task A_replay_of_all_events_gives_the_same_rows()
    {
        await using var console = await PriceConsole.StartAsync(_db);
        await console.PostAsync("/api/prices", Set);
        await console.PostAsync("/api/prices/import", """
            {"x":{"litellm_provider":"openai","input_cost_per_token":1e-6},
             "y":{"litellm_provider":"openai","input_cost_per_token":2e-6}}
            """);
        var before = await RowsAsync();

        Assert.Empty(await console.Projections.VerifyAsync(Ct));
        await console.Projections.RebuildAsync("prices", Ct);

        Assert.Equal(before, await RowsAsync());
        Assert.Equal(3, before!.Split('\n').Length);
    }

    [Fact]
    public async Task The_built_in_list_is_recorded_once_however_often_the_console_starts()
    {
        await (await PriceConsole.StartAsync(_db)).DisposeAsync();
        await (await PriceConsole.StartAsync(_db)).DisposeAsync();

        Assert.Equal(
            $"{BuiltInPrices.Revision} {BuiltInPrices.Rows.Count}",
            await _db.ReadAsync<string>("""
                select string_agg(data->>'Revision' || ' ' || (data->>'Count'), ',')
                from mt_events where type = 'built_in_prices_adopted'
                """));
    }

    [Fact]
    public async Task A_price_set_at_one_console_is_in_force_at_another()
    {
        await using var one = await PriceConsole.StartAsync(_db);
        await using var other = await PriceConsole.StartAsync(_db);
        Assert.Null(other.Book.Find("groq", "m", SomePrice.Noon));

        (await one.PostAsync("/api/prices", Set)).EnsureSuccessStatusCode();

        Assert.NotNull(one.Book.Find("groq", "m", SomePrice.Noon));
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (other.Book.Find("groq", "m", SomePrice.Noon) is null)
        {
            await look.WaitForNextTickAsync(patience.Token);
        }
    }

    private Task<string?> RowsAsync() =>
        _db.ReadAsync<string>("select string_agg(p::text, E'\n' order by id) from prices p");
}

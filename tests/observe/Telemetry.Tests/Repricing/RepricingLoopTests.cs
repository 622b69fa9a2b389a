using System.Text.Json;
using Dashboard.Events;
using Dashboard.EventStore;
using Dashboard.Pricing;
using Dashboard.Pricing.Tests;
using Dashboard.Telemetry.Repricing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dashboard.Telemetry.Tests.Repricing;

public sealed class RepricingLoopTests : IAsyncLifetime
{
    private TelemetryStore _store = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        _store = await TelemetryStore.CreateAsync(EventStoreModule.Migrations, PricingModule.Migrations);

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact(Timeout = 60_000)]
    public async Task A_price_that_is_set_reaches_the_calls_that_it_covers_and_the_interface_says_so()
    {
        await _store.WriteAsync(
            Some.Call(model: "ours", costNano: null),
            Some.Call(at: Some.Noon.AddMinutes(-1), model: "ours", costNano: null));
        await using var console = await StartAsync();
        Assert.Empty((await JobsAsync(console)).EnumerateArray());

        (await console.PostAsync("/api/prices", """
            {"provider":"openai","model":"ours","effective_from":"2026-11-22T12:00:00Z",
             "input_per_million":"1","output_per_million":"4"}
            """)).EnsureSuccessStatusCode();
        var job = await DoneAsync(console);

        var total = (await _store.TotalAsync())!;
        Assert.Equal((1, new Nanodollars(110_000)), (total.UnpricedCalls, total.Cost));
        Assert.Equal("2026-11-22T12:00:00Z", job.GetProperty("effective_from").GetString());
        Assert.Equal((1, 1), (job.GetProperty("calls_total").GetInt32(), job.GetProperty("calls_changed").GetInt32()));
        Assert.Equal(JsonValueKind.Null, job.GetProperty("last_error").ValueKind);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_price_that_was_set_while_no_job_could_be_made_is_found_at_the_next_start()
    {
        await _store.WriteAsync(Some.Call(model: "ours", costNano: null));
        await using (var deaf = await PriceConsole.StartAsync(_store.Database))
        {
            (await deaf.PostAsync("/api/prices", """
                {"model":"ours","effective_from":"2026-11-22T12:00:00Z",
                 "input_per_million":"1","output_per_million":"4"}
                """)).EnsureSuccessStatusCode();
        }

        await using (var console = await StartAsync())
        {
            await DoneAsync(console);
        }

        Assert.Equal(new Nanodollars(110_000), (await _store.TotalAsync())!.Cost);
        await using var again = await StartAsync();
        Assert.False(await again.Services.GetRequiredService<RepricingQueue>().AddAsync(again.Book, Ct));
    }

    private Task<PriceConsole> StartAsync() => PriceConsole.StartAsync(
        _store.Database,
        services =>
        {
            services.AddSingleton(_store.Db);
            services.AddRepricing();
        },
        app => app.MapRepricing());

    private static async Task<JsonElement> JobsAsync(PriceConsole console) =>
        (await PriceConsole.JsonAsync(await console.SendAsync(HttpMethod.Get, "/api/prices/repricing", "read")))
            .GetProperty("jobs");

    /// <summary>The one job, once it is done.</summary>
    private static async Task<JsonElement> DoneAsync(PriceConsole console)
    {
        while (true)
        {
            Ct.ThrowIfCancellationRequested();
            var all = (await JobsAsync(console)).EnumerateArray().ToList();
            if (all is [var job] && job.GetProperty("state").GetString() == "done")
            {
                return job;
            }
        }
    }
}

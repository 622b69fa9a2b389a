using System.Net;
using System.Text;
using Dashboard.EventStore;
using Dashboard.Pricing;
using Dashboard.Pricing.Tests;
using Dashboard.Telemetry.Partitions;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dashboard.Telemetry.Tests.Partitions;

public sealed class RetentionTests : IAsyncLifetime
{
    private TelemetryStore _store = null!;
    private PriceConsole _console = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _store = await TelemetryStore.CreateAsync(EventStoreModule.Migrations, PricingModule.Migrations);
        _console = await PriceConsole.StartAsync(
            _store.Database,
            services =>
            {
                services.AddSingleton(_store.Db);
                services.AddPartitions();
            },
            app => app.MapRetention());
    }

    public async ValueTask DisposeAsync()
    {
        await _console.DisposeAsync();
        await _store.DisposeAsync();
    }

    [Fact]
    public async Task A_shorter_time_is_honoured_at_once_and_the_sums_stay()
    {
        _console.Clock.SetUtcNow(Some.Noon.AddDays(3));
        await _store.WriteAsync(Some.Call(costNano: 5, inputText: "hello"), Some.Span());
        await _store.Compactor.RunAsync(TestContext.Current.CancellationToken);
        _console.Clock.SetUtcNow(Some.Noon.AddDays(13));

        var answer = await PutAsync("""{"payloads_days":5,"spans_days":6,"reason":"data protection"}""");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal((0L, 0L, 1L), (await CountAsync("payloads"), await CountAsync("spans"), await CountAsync("calls")));
        await PutAsync("""{"calls_days":9,"minutes_days":1}""");
        Assert.Equal((0L, 1L), (await CountAsync("calls"), await CountAsync("rollup_quarter")));
        Assert.Equal(5, (await _store.TotalAsync())!.Cost!.Value.Value);
    }

    [Fact]
    public async Task What_is_not_named_stays_and_each_change_is_a_decision()
    {
        await PutAsync("""{"logs_days":4,"reason":"logs are large"}""");
        await PutAsync("""{"logs_days":4}""");

        var body = await PriceConsole.JsonAsync(await _console.SendAsync(HttpMethod.Get, "/api/retention", "admin"));
        Assert.Equal(
            (90, 30, 90, 4, 30, 7, "key:test"),
            (Days("calls"), Days("payloads"), Days("spans"), Days("logs"), Days("metrics"), Days("minutes"),
                body.GetProperty("actor").GetString()));
        Assert.Equal(1L, await _store.Database.ReadAsync<long>(
            "SELECT count(*) FROM mt_events WHERE type = 'retention_changed'"));
        int Days(string kind) => body.GetProperty(kind + "_days").GetInt32();
    }

    [Fact]
    public async Task What_a_shorter_time_would_drop_is_told_before_anything_is_dropped()
    {
        var desk = _console.Services.GetRequiredService<RetentionDesk>();
        _console.Clock.SetUtcNow(Some.Noon);
        await _store.WriteAsync(Some.Call(inputText: "hello"));
        _console.Clock.SetUtcNow(Some.Noon.AddDays(13));
        var keep = new RetentionOptions { Payloads = TimeSpan.FromDays(5) };

        var told = (await desk.StoredAsync(keep, Ct)).Single(kind => kind.Kind == TelemetryKind.Payloads);

        var day = DateOnly.FromDateTime(Some.Noon.UtcDateTime);
        Assert.Equal((day, day, 1), (told.Expired!.First, told.Expired.Last, told.Expired.Count));
        Assert.InRange(told.Expired.Bytes, 8192, 1_000_000);
        Assert.Equal(1L, await CountAsync("payloads"));
        var result = await desk.SetAsync(keep, await desk.ReadAsync(Ct), new EventContext("person:ann", "law"), Ct);
        Assert.Equal(0L, await CountAsync("payloads"));
        var made = Assert.IsType<RetentionResult.Changed>(result).Decision;
        Assert.Equal(("person:ann", "law", 1L), (made.Actor, made.Reason, made.Version));
        Assert.Null((await desk.StoredAsync(keep, Ct)).Single(kind => kind.Kind == TelemetryKind.Payloads).Stored);
    }

    [Fact]
    public async Task Who_decides_on_what_no_longer_holds_changes_nothing()
    {
        var desk = _console.Services.GetRequiredService<RetentionDesk>();
        var seen = await desk.ReadAsync(Ct);
        await PutAsync("""{"logs_days":4}""");

        var result = await desk.SetAsync(
            new RetentionOptions { Metrics = TimeSpan.FromDays(2) }, seen, new EventContext("person:ann"), Ct);

        Assert.IsType<RetentionResult.Outdated>(result);
        Assert.Equal(new RetentionOptions { Logs = TimeSpan.FromDays(4) }, (await desk.ReadAsync(Ct)).Keep);
    }

    [Theory]
    [InlineData("{}", "at least one")]
    [InlineData("""{"calls_days":0}""", "from 1 to 3650")]
    [InlineData("""{"logs_days":4000}""", "from 1 to 3650")]
    [InlineData("""{"calls_days":10}""", "content is found by its call")]
    public async Task What_cannot_be_meant_is_refused(string body, string words)
    {
        var answer = await PutAsync(body);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(
            words, (await PriceConsole.JsonAsync(answer)).GetProperty("detail").GetString()!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_an_administrator_may() => Assert.Equal(
        HttpStatusCode.Forbidden, (await _console.SendAsync(HttpMethod.Get, "/api/retention", "manage")).StatusCode);

    private Task<HttpResponseMessage> PutAsync(string body) =>
        _console.SendAsync(HttpMethod.Put, "/api/retention", "admin", Encoding.UTF8.GetBytes(body));

    private Task<long> CountAsync(string table) =>
        _store.Database.ReadAsync<long>($"SELECT count(*) FROM {table}");
}

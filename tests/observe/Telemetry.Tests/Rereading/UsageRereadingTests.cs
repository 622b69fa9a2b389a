using Dashboard.Telemetry.Pricing;
using Dashboard.Telemetry.Reading;
using Dashboard.Telemetry.Rereading;
using Dashboard.Telemetry.Rollups;
using Dashboard.Telemetry.Tests.Ingest;
using Dashboard.Telemetry.Tests.Pricing;
using Dashboard.Telemetry.Tests.Repricing;
using Xunit;

namespace Dashboard.Telemetry.Tests.Rereading;

public sealed class UsageRereadingTests : IAsyncLifetime
{
    private static readonly DateTimeOffset s_from = Some.Noon.AddDays(-1);
    private static readonly DateTimeOffset s_to = Some.Noon.AddDays(1);

    private static readonly PriceBook s_book = new(
    [
        SomePrice.Row("anthropic", "claude-x", 3m, byMaker: true),
        SomePrice.Row("openai", "gpt-oss-20b", 2m, byMaker: true),
    ]);

    private TelemetryStore _store = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _store = await TelemetryStore.CreateAsync();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task What_was_read_wrong_is_named_before_it_is_changed_and_the_sums_follow()
    {
        await _store.WriteAsync(Misread(1, 900), Misread(2, 1000), Misread(3, 400));
        await _store.Compactor.RunAsync(Ct);
        var rereading = Rereading();

        var looked = await rereading.LookAsync(s_from, s_to, Ct);
        var model = Assert.Single(looked.Models);
        Assert.Equal((3L, 2L), (looked.Calls, looked.Changed));
        Assert.Equal(("anthropic", "claude-x"), (model.Provider, model.Model));
        Assert.Equal((2300L, 3000L), (model.Before.InputTokens, model.After.InputTokens));
        Assert.Equal((0.0159m, 0.018m), (model.Before.Cost!.Value.Dollars, model.After.Cost!.Value.Dollars));
        Assert.Equal(0.0159m, (await _store.TotalAsync())!.Cost!.Value.Dollars);

        Assert.Equal(2, (await rereading.ApplyAsync(s_from, s_to, Ct)).Changed);
        Assert.Equal(0.018m, (await _store.TotalAsync())!.Cost!.Value.Dollars);
        Assert.Equal(0, (await rereading.LookAsync(s_from, s_to, Ct)).Changed);
        Assert.True((await new RollupVerifier(_store.Db).VerifyAsync(Ct)).Ok);
        await CellSums.AssertTieAsync(_store.Db, Ct);
    }

    [Fact]
    public async Task Calls_outside_of_the_time_stay_as_they_are()
    {
        await _store.WriteAsync(Misread(1, 900));
        var at = Misread(1, 900).StartedAt;

        Assert.Equal(0, (await Rereading().ApplyAsync(at.AddMilliseconds(1), s_to, Ct)).Calls);
        Assert.Equal(0, (await Rereading().ApplyAsync(s_from, at, Ct)).Calls);
        Assert.Equal(1, (await Rereading().ApplyAsync(at, at.AddMilliseconds(1), Ct)).Changed);
    }

    [Fact]
    public async Task A_call_that_another_company_sold_moves_to_its_series_and_loses_its_price()
    {
        var right = Sent.Span(
            ("gen_ai.operation.name", "chat"), ("gen_ai.provider.name", "openai"), ("server.address", "localhost"),
            ("gen_ai.request.model", "gpt-oss-20b"), ("gen_ai.usage.input_tokens", 1000),
            ("gen_ai.usage.output_tokens", 100)).Read();
        Assert.Equal("self_hosted", right.Call!.Series.Provider);
        await _store.WriteAsync(Stored(
            right, right.Call with { Series = right.Call.Series with { Provider = "openai" } }));
        await _store.Compactor.RunAsync(Ct);
        Assert.Equal(0.004m, (await _store.TotalAsync())!.Cost!.Value.Dollars);

        await Rereading().ApplyAsync(s_from, s_to, Ct);

        var total = (await _store.TotalAsync())!;
        Assert.Null(total.Cost);
        Assert.Equal((1L, 1L), (total.Calls, total.UnpricedCalls));
        var series = (await _store.ReadAsync(by: Dimension.Provider)).Series;
        Assert.Equal("self_hosted", Assert.Single(series, one => one.Points.Any(point => point.Calls > 0)).By[Dimension.Provider]);
        Assert.True((await new RollupVerifier(_store.Db).VerifyAsync(Ct)).Ok);
    }

    [Fact]
    public async Task What_the_gateway_counted_and_what_cannot_be_read_again_keeps_its_tokens_and_is_priced_anew()
    {
        var (gateway, erased) = (Misread(1, 900), Misread(2, 800));
        await _store.WriteAsync(
            gateway with { Call = gateway.Call! with { Recorder = Recorder.Gateway, RequestId = "r" } },
            erased with { Raw = "{}" });

        Assert.Equal(0, (await Rereading().LookAsync(s_from, s_to, Ct)).Changed);
        var dearer = new PriceBook([SomePrice.Row("anthropic", "claude-x", 30m, byMaker: true)]);
        await Rereading(dearer).ApplyAsync(s_from, s_to, Ct);

        var total = (await _store.TotalAsync())!;
        Assert.Equal((1700L, 0.111m), (total.InputTokens, total.Cost!.Value.Dollars));
        Assert.True((await new RollupVerifier(_store.Db).VerifyAsync(Ct)).Ok);
    }

    private UsageRereading Rereading(PriceBook? book = null) =>
        new(_store.Db, _ => Task.FromResult(book ?? s_book), _store.Compactor);

    // A thousand tokens in, of which an earlier version saw fewer.
    private static SpanRecord Misread(long id, long seen)
    {
        var span = Sent.Span(
            ("gen_ai.operation.name", "chat"), ("gen_ai.provider.name", "anthropic"), ("user.id", "ada"),
            ("gen_ai.request.model", "claude-x"), ("gen_ai.usage.input_tokens", 1000),
            ("gen_ai.usage.output_tokens", 100));
        span.TraceId = TraceId.FromGuid(new Guid((int)id, 1, 2, new byte[8]));
        var right = span.Read();
        return Stored(
            right, right.Call! with { Tokens = right.Call.Tokens!.Value with { InputUncached = seen } });
    }

    private static SpanRecord Stored(SpanRecord span, CallFacts call) => span with
    {
        Call = call with
        {
            Cost = s_book.Price(
                call.Series.Provider, call.Series.Model, call.Tokens, span.Status, span.StartedAt, call.ServiceTier),
        },
    };
}

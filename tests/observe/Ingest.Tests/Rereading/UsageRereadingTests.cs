using System.Text.Json.Nodes;
using Dashboard.Events;
using Dashboard.EventStore;
using Dashboard.Ingest.Rereading;
using Dashboard.Pricing;
using Dashboard.Pricing.Tests;
using Dashboard.Telemetry;
using Dashboard.Telemetry.Counting;
using Dashboard.Telemetry.Reading;
using Dashboard.Telemetry.Rollups;
using Dashboard.Telemetry.Tests;
using Dashboard.Telemetry.Tests.Repricing;
using Xunit;

namespace Dashboard.Ingest.Tests.Rereading;

public sealed class UsageRereadingTests : IAsyncLifetime
{
    private static readonly DateTimeOffset s_from = Some.Noon.AddDays(-1);
    private static readonly DateTimeOffset s_to = Some.Noon.AddDays(1);

    private static readonly PriceBook s_book = new(
    [
        SomePrice.Row("anthropic", "claude-x", 3m, byMaker: true),
        SomePrice.Row("openai", "gpt-oss-20b", 2m, byMaker: true),
    ]);

    private static readonly EventContext s_context = new("cli:ada", "a better list");

    private readonly List<(CallsRepriced Fact, EventContext Context)> _recorded = [];
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

        Assert.Empty(_recorded);
        Assert.Equal(2, (await rereading.ApplyAsync(s_from, s_to, s_context, Ct)).Changed);
        Assert.Equal(0.018m, (await _store.TotalAsync())!.Cost!.Value.Dollars);
        Assert.Equal(
            [(new CallsRepriced(s_from, s_to, 2, 15_900_000, 18_000_000, 0, 0), s_context)], _recorded);
        Assert.Equal(0, (await rereading.ApplyAsync(s_from, s_to, s_context, Ct)).Changed);
        Assert.Single(_recorded);
        Assert.True((await new RollupVerifier(_store.Db).VerifyAsync(Ct)).Ok);
        await CellSums.AssertTieAsync(_store.Db, Ct);
    }

    [Fact]
    public async Task Calls_outside_of_the_time_stay_as_they_are()
    {
        await _store.WriteAsync(Misread(1, 900));
        var at = Misread(1, 900).StartedAt;

        Assert.Equal(0, (await Rereading().ApplyAsync(at.AddMilliseconds(1), s_to, s_context, Ct)).Calls);
        Assert.Equal(0, (await Rereading().ApplyAsync(s_from, at, s_context, Ct)).Calls);
        Assert.Equal(1, (await Rereading().ApplyAsync(at, at.AddMilliseconds(1), s_context, Ct)).Changed);
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

        await Rereading().ApplyAsync(s_from, s_to, s_context, Ct);

        var total = (await _store.TotalAsync())!;
        Assert.Null(total.Cost);
        Assert.Equal((1L, 1L), (total.Calls, total.UnpricedCalls));
        var series = (await _store.ReadAsync(by: Dimension.Provider)).Series;
        Assert.Equal("self_hosted", Assert.Single(series, one => one.Points.Any(point => point.Calls > 0)).By[Dimension.Provider]);
        Assert.True((await new RollupVerifier(_store.Db).VerifyAsync(Ct)).Ok);
    }

    [Theory]
    [InlineData("""{"prompt_tokens":1000,"completion_tokens":100,"prompt_tokens_details":{"cached_tokens":400}}""", 600, 400)]
    [InlineData(
        """[{"input_tokens":600,"cache_read_input_tokens":400,"output_tokens":1},{"output_tokens":100}]""", 600, 400)]
    [InlineData(
        """[{"prompt_tokens":1000,"completion_tokens":100},{"prompt_tokens":0,"completion_tokens":0}]""", 1000, 0)]
    [InlineData("""{"output_tokens":100}""", 900, 0)]
    [InlineData("""{"nothing":"known"}""", 900, 0)]
    [InlineData("""{"prompt_tokens":10""", 900, 0)]
    public async Task The_providers_usage_that_the_gateway_kept_is_read_again(string usage, long uncached, long cached)
    {
        await _store.WriteAsync(OfGateway(usage));
        await _store.Compactor.RunAsync(Ct);

        await Rereading().ApplyAsync(s_from, s_to, s_context, Ct);

        var call = Assert.Single(
            (await _store.Calls.ListAsync(new CallFilter { Project = ProjectId.First, From = s_from, To = s_to }, Ct)).Items);
        Assert.Equal(
            new TokenCounts { InputUncached = uncached, CacheRead = cached, OutputText = 100 }, call.Tokens);
        Assert.Equal(((uncached + cached) * 3e-6m) + 0.003m, call.Cost.Amount!.Value.Dollars);
        Assert.True((await new RollupVerifier(_store.Db).VerifyAsync(Ct)).Ok);
        await CellSums.AssertTieAsync(_store.Db, Ct);
    }

    [Fact]
    public async Task The_class_that_the_provider_names_within_its_usage_decides_the_price()
    {
        await _store.WriteAsync(OfGateway(
            """{"input_tokens":900,"output_tokens":100,"service_tier":"batch"}"""));
        var book = new PriceBook([SomePrice.Row("anthropic", "claude-x", 3m, byMaker: true)]);

        await Rereading(book).ApplyAsync(s_from, s_to, s_context, Ct);

        Assert.Equal(0.00285m, (await _store.TotalAsync())!.Cost!.Value.Dollars);
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
        await Rereading(dearer).ApplyAsync(s_from, s_to, s_context, Ct);

        var total = (await _store.TotalAsync())!;
        Assert.Equal((1700L, 0.111m), (total.InputTokens, total.Cost!.Value.Dollars));
        Assert.True((await new RollupVerifier(_store.Db).VerifyAsync(Ct)).Ok);
    }

    private UsageRereading Rereading(PriceBook? book = null) =>
        new(_store.Db, _ => Task.FromResult(book ?? s_book), _store.Compactor, (fact, context, _) =>
        {
            _recorded.Add((fact, context));
            return Task.CompletedTask;
        });

    // Of which an earlier version saw 900 tokens in and 100 out.
    private static SpanRecord OfGateway(string usage)
    {
        var call = Misread(1, 900);
        return call with
        {
            Raw = new JsonObject { ["attributes"] = new JsonObject { [UpstreamUsage.Attribute] = usage } }.ToJsonString(),
            Call = call.Call! with { Recorder = Recorder.Gateway, UsageSource = UsageSource.Gateway, RequestId = "r" },
        };
    }

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

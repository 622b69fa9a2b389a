using Dashboard.Costs.Unpriced;
using Dashboard.Events;
using Dashboard.Pricing;
using Dashboard.Telemetry.Tests;
using Xunit;

namespace Dashboard.Costs.Tests.Unpriced;

public sealed class UnpricedCallsTests : IAsyncLifetime
{
    private static readonly CostScope s_scope = new(ProjectId.First, null, null, TimeZoneInfo.Utc);
    private TelemetryStore _store = null!;

    public async ValueTask InitializeAsync() =>
        _store = await TelemetryStore.CreateAsync(CostsModule.Migrations);

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task A_model_without_a_price_is_named_with_its_first_call()
    {
        await _store.WriteAsync(
            Some.Call(at: Some.Noon.AddDays(-3), model: "new", route: "b", costNano: null),
            Some.Call(at: Some.Noon, model: "new", route: "a", costNano: null),
            Some.Call(at: Some.Noon.AddDays(-9), model: "known"),
            Some.Call(at: Some.Noon.AddDays(-9), model: "new", environment: "demo", costNano: null));
        var model = Assert.Single(await new UnpricedCalls(_store.Db).ReadAsync(
            s_scope, TestContext.Current.CancellationToken));

        Assert.Equal(("openai", "new", 2L, 118L), (model.Provider, model.Model, model.Calls, model.Tokens));
        Assert.Equal(["a", "b"], model.Routes);
        Assert.Equal((Some.Noon.AddDays(-3), Some.Noon), (model.First, model.Last));
    }

    [Fact]
    public async Task Tokens_of_every_kind_are_in_the_sum_and_pieces_are_use_without_tokens()
    {
        var call = Some.Call(model: "painter", costNano: null);
        var pieces = Some.Call(model: "camera", costNano: null);
        var nothing = Some.Call(model: "idle", input: 0, output: 0, costNano: null);
        await _store.WriteAsync(
            call with
            {
                Call = call.Call! with
                {
                    Tokens = new TokenCounts { CacheReadAudio = 3, ImageInput = 20, ImageOutput = 100, OutputText = 4_000 },
                },
            },
            pieces with { Call = pieces.Call! with { Tokens = new TokenCounts { OutputImages = 2 } } },
            nothing);

        var models = await new UnpricedCalls(_store.Db).ReadAsync(s_scope, TestContext.Current.CancellationToken);

        Assert.Equal(
            [("camera", 0L), ("painter", 4_123L)], models.Select(model => (model.Model, model.Tokens)).Order());
    }

    [Theory]
    [InlineData("openai", "gpt-4o-mini-super", "gpt-4o-mini")]
    [InlineData("openai", "unheard-of", null)]
    [InlineData("openai", null, null)]
    public void The_form_is_filled_from_the_nearest_name_and_from_nothing_when_none_is_near(
        string provider, string? model, string? expected) =>
        Assert.Equal(
            expected, PriceSuggestion.For(new PriceBooks().Current, provider, model, Some.Noon)?.Row.Price.Model);
}

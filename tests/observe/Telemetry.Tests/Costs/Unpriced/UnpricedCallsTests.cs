using Dashboard.Events;
using Dashboard.Telemetry.Costs;
using Dashboard.Telemetry.Costs.Unpriced;
using Dashboard.Telemetry.Pricing;
using Xunit;

namespace Dashboard.Telemetry.Tests.Costs.Unpriced;

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

    [Theory]
    [InlineData("openai", "gpt-4o-mini-super", "gpt-4o-mini")]
    [InlineData("openai", "unheard-of", null)]
    [InlineData("openai", null, null)]
    public void The_form_is_filled_from_the_nearest_name_and_from_nothing_when_none_is_near(
        string provider, string? model, string? expected) =>
        Assert.Equal(
            expected, PriceSuggestion.For(new PriceBooks().Current, provider, model, Some.Noon)?.Row.Price.Model);
}

using Dashboard.Pricing;
using Dashboard.Pricing.Tests;
using Dashboard.Telemetry.Repricing;
using Xunit;

namespace Dashboard.Telemetry.Tests.Repricing;

public sealed class PriceMarkersTests
{
    private static readonly (string?, string)[] s_models = [("openai", "m"), ("openai", "n")];

    [Fact]
    public void Models_that_change_together_share_a_marker_and_equal_figures_are_no_change()
    {
        var book = new PriceBook(
        [
            SomePrice.Row("openai", "m", 1m),
            SomePrice.Row("openai", "m", 2m, PriceLayer.Set, Some.Noon),
            SomePrice.Row("openai", "n", 3m, PriceLayer.Set, Some.Noon),
            SomePrice.Row("openai", "m", 2m, PriceLayer.Set, Some.Noon.AddHours(1)),
            SomePrice.Row("openai", "unused", 9m, PriceLayer.Set, Some.Noon.AddHours(2)),
        ]);

        var marker = Assert.Single(PriceMarkers.Of(book, s_models, Some.Noon, Some.Noon.AddDays(1)));

        Assert.Equal(Some.Noon, marker.At);
        Assert.Equal(
            [("m", 1m, 2m), ("n", null, 3m)],
            marker.Changes.Select(change =>
                (change.Model, change.Before?.Price.Rates.Input, change.After?.Price.Rates.Input)));
        Assert.Empty(PriceMarkers.Of(book, s_models, Some.Noon.AddTicks(1), Some.Noon.AddDays(1)));
        Assert.Empty(PriceMarkers.Of(book, s_models, Some.Noon.AddDays(-1), Some.Noon));
    }
}

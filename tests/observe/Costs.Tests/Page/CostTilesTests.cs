using Dashboard.Costs.Page;
using Dashboard.Telemetry.Reading;
using Dashboard.Ui.Components;
using Xunit;

namespace Dashboard.Costs.Tests.Page;

public sealed class CostTilesTests
{
    [Fact]
    public void A_budget_that_will_not_last_is_said_with_the_day_and_what_is_missing()
    {
        var tiles = Build(SomeCosts.Numbers());
        Assert.Equal(("$380.00", "of $500.00"), (tiles[0].Value, tiles[0].Unit));
        Assert.Equal("$600.00", tiles[1].Value);
        Assert.Equal(("$100.00 over budget", Tone.Bad), (tiles[1].Change, tiles[1].ChangeTone));
        Assert.Equal("Wed 25 Nov", tiles[2].Value);
    }

    [Fact]
    public void A_short_history_says_what_the_forecast_needs()
    {
        var tiles = Build(SomeCosts.Numbers(SomeCosts.Outlook(days: 3)));
        Assert.Equal(("–", "needs 7 whole days, has 3"), (tiles[1].Value, tiles[1].Title));
        Assert.Equal("–", tiles[2].Value);
    }

    [Fact]
    public void A_good_answer_has_a_cost_only_once_enough_answers_were_rated()
    {
        var day = new DateOnly(2026, 11, 18);
        GoodAnswerCount[] few = [new("gus", "v1", day, 10, 19)];
        GoodAnswerCount[] many = [new("gus", "v1", day, 20, 25), new("gus", "v2", day, 20, 25)];

        Assert.Equal(("–", "no rated answer yet"), Good(null));
        Assert.Equal(("–", "only 19 of 20 rated answers needed"), Good(few));
        // $380 for 190 calls is $2 an answer; four in five are good.
        Assert.Equal("$2,500.00", Good(many).Value);
    }

    [Fact]
    public void Calls_without_a_price_are_counted()
    {
        var tile = Build(SomeCosts.Numbers(unpriced: [SomeCosts.Unpriced()]))[5];
        Assert.Equal(("41", "1 model, since 18 Nov", Tone.Warning), (tile.Value, tile.Change, tile.ChangeTone));
    }

    private static (string Value, string? Change) Good(IReadOnlyList<GoodAnswerCount>? counts)
    {
        var tile = Build(SomeCosts.Numbers(good: counts))[4];
        return (tile.Value, tile.Change);
    }

    private static IReadOnlyList<TileContent> Build(CostNumbers numbers) =>
        new CostTiles(SomeCosts.View, numbers).Build();
}

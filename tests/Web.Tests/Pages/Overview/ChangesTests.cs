using Dashboard.Events;
using Dashboard.Pricing;
using Dashboard.Telemetry.Repricing;
using Dashboard.Ui.Charts;
using Dashboard.Ui.Components;
using Dashboard.Web.Pages.Overview;
using Xunit;
using static Dashboard.Web.Tests.Pages.Overview.Decisions;
using static Dashboard.Web.Tests.Pages.Overview.Numbers;

namespace Dashboard.Web.Tests.Pages.Overview;

public sealed class ChangesTests
{
    private static readonly ModelPrice _mini = new()
    {
        Model = "gpt-4o-mini",
        Rates = new TokenRates { Input = 0.15m, Output = 0.6m },
    };

    [Fact]
    public void A_deployment_says_what_came_of_it_and_who_did_it()
    {
        var decided = Decided(Gus((90, "v1:100"), (29.5, "v2:100")));
        var change = Assert.Single(OverviewModel.Of(SlowerSinceV2(), "gus", null, null, decided).Changes);

        Assert.Equal((ChangeKind.Deploy, "v2 serves 100\u202F%", "r2: because"), (change.Kind, change.Title, change.By));
        Assert.Equal("person:ann", change.Actor);
        Assert.Equal([("response time", "+31\u202F%", Tone.Bad)], change.Effects);
        Assert.Equal("/models?route=gus&revision=2", change.Href);
    }

    [Fact]
    public void Of_all_routes_each_change_names_its_route()
    {
        var decided = Decided(Gus((29.5, "v2:100")), Route("faq", (10, "v8:10 v7:90")));
        var window = Window(
            Series("gus", "v2", Minutes(from: 20, to: 0)), Series("faq", "v7", Minutes(from: 20, to: 0)));
        var changes = OverviewModel.Of(window, null, null, null, decided).Changes;

        Assert.Equal(["gus: v2 serves 100\u202F%", "faq: v8 serves 10\u202F%"], changes.Select(change => change.Title));
    }

    [Fact]
    public void Where_nothing_was_decided_here_the_calls_tell_of_the_takeover()
    {
        var change = Assert.Single(OverviewModel.Of(SlowerSinceV2(), null, null, null).Changes);
        Assert.Equal(("v2 took over", "Seen in the calls", (string?)null), (change.Title, change.By, change.Href));
    }

    [Fact]
    public void A_new_price_is_a_change_of_every_route()
    {
        var after = new PriceRow(
            "prices:17", PriceLayer.Set, _mini, 1, MinutesAgo(20), "person:ann");
        var decided = new DecidedRoutes([])
        {
            Prices = [new PriceMarker(MinutesAgo(20), [new PriceChange("openai", "gpt-4o-mini", null, after)])],
        };
        var change = OverviewModel.Of(SlowerSinceV2(), "gus", null, null, decided).Changes[^1];

        Assert.Equal(
            (ChangeKind.Price, "Price of gpt-4o-mini", "person:ann", "priced for the first time", MinutesAgo(20)),
            (change.Kind, change.Title, change.Actor, change.By, change.At));
    }

    [Fact]
    public void Where_nothing_clearly_moved_it_says_so()
    {
        var window = Window(
            Series("gus", "v1", Minutes(from: 58, to: 30)), Series("gus", "v2", Minutes(from: 29, to: 0)));
        var changes = OverviewModel.Of(window, null, null, null, Decided(Gus((90, "v1:100"), (29.5, "v2:100")))).Changes;
        Assert.Equal("Nothing clearly moved", Assert.Single(changes).NoEffect);
    }

    [Fact]
    public void Right_after_a_change_it_is_too_early_to_tell()
    {
        var decided = Decided(Gus((90, "v1:100"), (29.5, "v2:100"), (0.2, "v1:100")));
        var change = OverviewModel.Of(SlowerSinceV2(), "gus", null, null, decided).Changes[^1];
        Assert.Equal("Too few calls since to tell what moved", change.NoEffect);
    }
}

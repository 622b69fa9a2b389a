using Dashboard.Costs.Days;
using Dashboard.Events;
using Dashboard.Telemetry.Rollups;
using Dashboard.Ui.Components;
using Dashboard.Web.Pages.Overview;
using Xunit;
using static Dashboard.Web.Tests.Pages.Overview.Numbers;

namespace Dashboard.Web.Tests.Pages.Overview;

public sealed class OverviewModelTests
{
    [Fact]
    public void The_sentence_says_what_moved_and_what_it_costs()
    {
        var strip = Model(SlowerSinceV2()).FocusStrip!;
        Assert.Equal("Degraded", strip.Health.Word);
        Assert.Equal("Slower since v2 took over. Cost is steady at $0.770 an hour.", strip.Health.Text);
    }

    [Theory]
    [InlineData(2, 2, "Too few calls, 2 of 2 failed")]
    [InlineData(1, 1, "Too few calls, 1 of 1 failed")]
    [InlineData(19, 19, "Too few calls, 19 of 19 failed")]
    [InlineData(5, 1, "Too few calls, 1 of 5 failed")]
    [InlineData(20, 20, "Down")]
    [InlineData(100, 31, "Degraded")]
    [InlineData(3, 0, "Healthy")]
    [InlineData(1000, 8, "Healthy")]
    public void A_route_whose_calls_fail_is_never_healthy(int calls, int errors, string word)
    {
        var window = Window(Series("gus", "v1", Point(MinutesAgo(3), calls, errors: errors)));
        foreach (var health in new[]
        {
            RouteStrip.Of(window, "gus", null)!.Health,
            RouteStrip.Of(window, "gus", null, Decisions.Gus((900, "v1:100")))!.Health,
        })
        {
            Assert.Equal(word, health.Word);
            Assert.Equal(word == "Healthy", health.Tone == Tone.Good);
        }
    }

    [Fact]
    public void Much_that_fails_is_said_where_nothing_moved()
    {
        var strip = Model(Window(
            Series("gus", "v1", Minutes(from: 58, to: 30, errors: 6)),
            Series("gus", "v2", Minutes(from: 29, to: 0, errors: 6)))).FocusStrip!;
        Assert.Equal("Degraded", strip.Health.Word);
        Assert.Contains("30.0\u202F% of calls fail.", strip.Health.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_only_other_versions_have_calls_and_all_fail_the_strip_says_so()
    {
        var window = Window(Series("gus", null, Point(MinutesAgo(3), 5, errors: 5)));
        var health = RouteStrip.Of(window, "gus", null, Decisions.Gus((900, "v1:100")))!.Health;

        Assert.Equal(("Too few calls, 5 of 5 failed", Tone.Warning), (health.Word, health.Tone));
        Assert.Contains("Other versions: 5 calls, 5 failed.", health.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_steady_is_healthy()
    {
        var model = Model(Window(
            Series("gus", "v1", Minutes(from: 58, to: 30)),
            Series("gus", "v2", Minutes(from: 29, to: 0))));
        Assert.Equal("Healthy", model.FocusStrip!.Health.Word);
        Assert.StartsWith("Steady since v2 took over.", model.FocusStrip.Health.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_of_the_calls_failing_is_down() => Assert.Equal(
        "Down",
        Model(Window(Series("gus", "v1", Minutes(from: 5, to: 0, errors: 10)))).FocusStrip!.Health.Word);

    [Fact]
    public void Only_dearer_is_a_warning()
    {
        var model = Model(Window(
            Series("gus", "v1", Minutes(from: 58, to: 30)),
            Series("gus", "v2", Minutes(from: 29, to: 0, dollars: 0.02m))));
        Assert.Equal(("Dearer", Tone.Warning), (model.FocusStrip!.Health.Word, model.FocusStrip.Health.Tone));
        Assert.Contains("A call costs 54\u202F% more", model.FocusStrip.Health.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Unpriced_calls_are_said_loudly_and_never_count_as_free()
    {
        var point = Point(MinutesAgo(1), 41, dollars: null, unpriced: 41);
        var window = Window(Series("gus", "in-house-7b", "v1", [point]));
        var model = OverviewModel.Of(window, null, new OverviewTotals { Today = point }, null);

        Assert.Equal("41 calls have no price and are missing from every sum: in-house-7b.", model.UnpricedNotice!.Text);
        Assert.Equal("–", model.Tiles[0].Value);
        Assert.Equal(("41 calls have no price", Tone.Warning), (model.Tiles[0].Foot, model.Tiles[0].FootTone));
        Assert.Contains("no call has a price", model.FocusStrip!.Health.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failed_call_that_cost_nothing_does_not_make_the_unpriced_ones_free()
    {
        var window = Window(
            Series("gus", "v1", Minutes(from: 58, to: 30)),
            Series("gus", "in-house-7b", "v2",
                [Point(MinutesAgo(2), 500, dollars: null, unpriced: 500), Nothing(MinutesAgo(1))]));
        var model = OverviewModel.Of(window, "gus", new OverviewTotals(), "/calls?route=gus");
        var strip = model.FocusStrip!;

        Assert.StartsWith("–, 500 of 501 unpriced · ", strip.Brief, StringComparison.Ordinal);
        Assert.Equal("–, 500 of 501 unpriced", model.Tiles[0].Change);
        Assert.Equal("–, 500 of 501 unpriced", strip.Comparison!.Cost.Serving);
        Assert.Null(strip.Comparison.Cost.ChangeValue);
        Assert.DoesNotContain("$0", strip.Health.Text, StringComparison.Ordinal);
        Assert.Equal("/cost?route=gus&price=in-house-7b", model.UnpricedNotice!.Href);
    }

    [Fact]
    public void Where_some_calls_have_a_price_the_others_are_said_beside_it() => Assert.Equal(
        "$10.00 per 1,000 calls, 5 of 6 unpriced",
        CallSums.Of([Point(MinutesAgo(1), 6, dollars: 0.01m, unpriced: 5)]).PerThousand);

    [Fact]
    public void The_notice_names_what_is_shown_and_lacks_a_price_not_what_lacks_its_tokens()
    {
        var window = Window(
            Series("gus", "gpt-4o", "v1", [Point(MinutesAgo(2), 9, dollars: 0.01m, unpriced: 1)]),
            Series("gus", "silent", "v1", [Nothing(MinutesAgo(2)) with { UnpricedCalls = 1 }]),
            Series("faq", "in-house-7b", "v1", [Point(MinutesAgo(2), 5, dollars: null, unpriced: 5)]));

        Assert.Null(UnpricedNotice.Of(window, "gus", "/calls"));
        Assert.Equal(
            "5 calls have no price and are missing from every sum: in-house-7b.",
            UnpricedNotice.Of(window, null, "/calls")!.Text);
    }

    [Fact]
    public void One_route_is_in_focus_by_itself_and_several_only_when_asked_for()
    {
        var two = Window(
            Series("gus", "v1", Minutes(from: 5, to: 0)), Series("faq", "v1", Minutes(from: 5, to: 0, calls: 40)));
        Assert.Null(Model(two).Focus);
        Assert.Equal("gus", Model(two, "gus").Focus);
        Assert.Equal("gus", Model(two, "gus").Strips[0].Route);
        Assert.Equal("gus", Model(SlowerSinceV2()).Focus);
    }

    [Fact]
    public void The_tiles_show_the_serving_version_against_the_former_one()
    {
        var tiles = Model(SlowerSinceV2()).Tiles;
        Assert.Equal(OverviewTiles.Labels, tiles.Select(tile => tile.Label));
        Assert.Equal("1.32\u202Fs", tiles[2].Value);
        Assert.Equal("+31\u202F% vs v1", tiles[2].Change);
        Assert.Equal(Tone.Bad, tiles[2].ChangeTone);
        Assert.Equal(SparkPath.X(30, 60), tiles[2].Spark!.Cut);
    }

    [Fact]
    public void What_is_not_measured_yet_is_a_dash_with_its_reason()
    {
        var tiles = Model(SlowerSinceV2()).Tiles;
        Assert.Equal(("–", "no judged answers yet"), (tiles[5].Value, tiles[5].Title));
        Assert.Equal(("–", "no votes yet"), (tiles[6].Value, tiles[6].Title));
        Assert.Equal("0 of 600 calls rated", tiles[6].Foot);
        Assert.False(Model(SlowerSinceV2()).HasQuality);
    }

    [Fact]
    public void Cost_today_is_exact_in_its_title()
    {
        var totals = new OverviewTotals { Today = Point(MinutesAgo(1), 9, dollars: 9.140000001m) };
        var tile = OverviewModel.Of(SlowerSinceV2(), null, totals, null).Tiles[0];
        Assert.Equal(("$9.14", "$9.140000001"), (tile.Value, tile.Title));
    }

    [Fact]
    public void A_day_that_is_not_over_is_compared_by_its_hours()
    {
        var compared = OverviewModel.Of(SlowerSinceV2(), null, new OverviewTotals { Day = Dearer }, null);
        var row = compared.FocusStrip!.Comparison!.Day!;
        Assert.Equal(
            ("Cost a day, 00:00–14:00", "$6.00", "$8.10", "+35\u202F%"),
            (row.Name + row.NameTail, row.Former, row.Serving, row.Change));
        Assert.Contains(row, compared.FocusStrip.Comparison.Rows);
        Assert.EndsWith(
            "A call costs as before, but today has cost 35\u202F% more than the same hours of the days before, $0.770 an "
            + "hour in all.",
            compared.FocusStrip.Health.Text, StringComparison.Ordinal);
        Assert.Equal("Stable", compared.FocusStrip.Comparison.Cost.Verdict!.Word);

        var alone = Window(Series("gus", "v1", Minutes(from: 58, to: 0)));
        Assert.Equal(
            "+35\u202F% vs 3 days by 14:00", OverviewModel.Of(alone, null, new OverviewTotals { Day = Dearer }, null).Tiles[0].Change);
        Assert.Equal(
            "+35\u202F% vs yesterday by 14:00",
            OverviewModel.Of(alone, null, new OverviewTotals { Day = Dearer with { Days = 1, Before = Dearer.Before with { CostNano = 6_000_000_000 } } }, null)
                .Tiles[0].Change);
    }

    [Fact]
    public void A_day_with_calls_without_a_price_is_not_compared()
    {
        var day = Dearer with { Today = Dearer.Today with { UnpricedCalls = 4, Calls = 13 } };
        var row = OverviewModel.Of(SlowerSinceV2(), null, new OverviewTotals { Day = day }, null)
            .FocusStrip!.Comparison!.Day!;

        Assert.Equal(("$8.10, 4 of 13 unpriced", "–", null), (row.Serving, row.Change, row.ChangeValue));
    }

    [Fact]
    public void A_day_without_calls_has_cost_nothing()
    {
        var tile = OverviewModel.Of(SlowerSinceV2(), null, new OverviewTotals(), null).Tiles[0];
        Assert.Equal(("$0", Nanodollars.Zero.Value), (tile.Value, 0L));
    }

    [Fact]
    public void The_chart_says_in_words_what_it_shows() => Assert.Equal(
        "Cost, response time and errors of route gus over the last hour. Slower since v2 took over. Cost is steady at "
        + "$0.770 an hour. Mean response time 1.32\u202Fs, n = 600; errors 0\u202F%.",
        Model(SlowerSinceV2()).Finding);

    [Fact]
    public void The_newest_complete_step_stands_beside_the_panels()
    {
        var window = Window(Series(
            "gus", "v1", Point(MinutesAgo(1), 10, ms: 800, dollars: 0.5m), Point(MinutesAgo(0), 1, ms: 90)));
        Assert.Equal(("$0.500", "0.80\u202Fs"), (Model(window).Latest["cost"], Model(window).Latest["time"]));
    }

    private static OverviewModel Model(LiveWindow window, string? route = null) =>
        OverviewModel.Of(window, route, totals: null, callsHref: "/calls");

    // Eight dollars and ten cents until two o'clock, against six on each of three days before.
    private static SameHours Dearer => new()
    {
        From = new TimeOnly(0, 0),
        Until = new TimeOnly(14, 0),
        Days = 3,
        Today = new CallCounters { Calls = 9, PricedCalls = 9, CostNano = 8_100_000_000 },
        Before = new CallCounters { Calls = 27, PricedCalls = 27, CostNano = 18_000_000_000 },
    };
}

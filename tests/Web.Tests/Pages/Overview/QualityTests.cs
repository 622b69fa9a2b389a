using Dashboard.Telemetry.Reading;
using Dashboard.Ui.Components;
using Dashboard.Web.Pages.Overview;
using Xunit;
using static Dashboard.Web.Tests.Pages.Overview.Numbers;

namespace Dashboard.Web.Tests.Pages.Overview;

/// <summary>What people and judges said, on the overview.</summary>
public sealed class QualityTests
{
    [Fact]
    public void Ten_points_more_thumbs_down_since_the_update_is_said_everywhere()
    {
        var model = Model(LikedLessSinceV2(votes: 20));

        var row = model.FocusStrip!.Comparison!.ThumbsDown!;
        Assert.Equal(("5.0 %", "15.0 %", "+10.0 pt", "Worse"), (Plain(row.Former), Plain(row.Serving), Plain(row.Change), row.Verdict!.Word));
        var tile = model.Tiles[6];
        Assert.Equal(("15.0 %", "± 2.9"), (Plain(tile.Value), tile.Unit));
        Assert.Equal(("+10.0 pt vs v1", Tone.Bad), (Plain(tile.Change), tile.ChangeTone));
        Assert.Equal("600 of 600 calls rated", tile.Foot);
        Assert.Equal("/calls?feedback=down", tile.Href);
        Assert.Equal("/calls?hallucination=flagged", model.Tiles[5].Href);
        Assert.StartsWith("Liked less since v2 took over.", model.FocusStrip.Health.Text, StringComparison.Ordinal);
        Assert.True(model.HasQuality);
    }

    [Fact]
    public void Below_twenty_votes_there_is_n_and_no_rate()
    {
        var model = Model(Window(Series("gus", "v1", With(Minutes(from: 3, to: 0), new ScoreCounts(3, 1, 4, 0, 0, 0, 0)))));

        Assert.Equal(("n = 16", "a rate from n = 20"), (model.Tiles[6].Value, model.Tiles[6].Change));
        Assert.Null(model.Tiles[6].Unit);
        Assert.False(model.HasQuality);
    }

    [Fact]
    public void Abstentions_and_what_could_not_be_read_stand_beside_the_rate()
    {
        var model = Model(Window(Series(
            "gus", "v1", With(Minutes(from: 9, to: 0), new ScoreCounts(0, 0, 0, 4, 1, 1, 2)))));

        Assert.Equal("25.0 %", Plain(model.Tiles[5].Value));
        Assert.Equal("n = 40 of 70, uncalibrated", model.Tiles[5].Foot);
        Assert.EndsWith("; 10 abstained, 20 unparsable", model.Tiles[5].Title, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_few_votes_before_the_update_are_not_compared()
    {
        var window = Window(
            Series("gus", "v1", With(Minutes(from: 58, to: 57), new ScoreCounts(2, 0, 2, 0, 0, 0, 0))),
            Series("gus", "v2", With(Minutes(from: 29, to: 0), new ScoreCounts(17, 3, 20, 0, 0, 0, 0))));

        var row = Model(window).FocusStrip!.Comparison!.ThumbsDown!;
        Assert.Equal(("n = 4", "Too few"), (row.Former, row.Verdict!.Word));
        Assert.Null(row.Interval);
    }

    [Fact]
    public void A_changed_step_is_drawn_with_those_after_it_because_the_rate_trails()
    {
        var window = LikedLessSinceV2(votes: 20);
        var changed = MinutesAgo(10);

        var data = OverviewChart.Data(window, "gus", null, [], new HashSet<DateTimeOffset> { changed });

        Assert.Equal(11, data.Times.Count);
        Assert.Equal(0.15, data.Values["down"][0]);
        Assert.Equal(20, data.Values["votes"][0]);
    }

    private static LiveWindow LikedLessSinceV2(int votes) => Window(
        Series("gus", "v1", With(Minutes(from: 58, to: 30), new ScoreCounts(votes - 1, 1, votes, 0, 0, 0, 0))),
        Series("gus", "v2", With(Minutes(from: 29, to: 0), new ScoreCounts(votes - 3, 3, votes, 0, 0, 0, 0))));

    private static IReadOnlyList<MetricsPoint> With(IReadOnlyList<MetricsPoint> points, ScoreCounts scores) =>
        [.. points.Select(point => point with { Scores = scores })];

    private static OverviewModel Model(LiveWindow window) =>
        OverviewModel.Of(window, null, totals: null, callsHref: "/calls");

    private static string? Plain(string? text) => text?.Replace('\u202F', ' ');
}

using Bunit;
using Dashboard.Events;
using Dashboard.Explorer.Calls;
using Dashboard.Telemetry.Reading;
using Dashboard.Telemetry.Tests;
using Xunit;

namespace Dashboard.Explorer.Tests.Calls;

public sealed class CallTotalsTests : BunitContext
{
    private static readonly CallSum _tally = new()
    {
        Calls = 23_046,
        Tokens = 38_100_000,
        Cost = new Nanodollars(15_020_000_000),
        Unpriced = 41,
        Bars = [new CallBar(Some.Noon.AddHours(-1), 200, 10), new CallBar(Some.Noon.AddMinutes(-45), 50, 0)],
    };

    [Fact]
    public void Calls_tokens_and_cost_stand_in_a_line_with_what_is_missing()
    {
        var totals = Show(_tally);

        Assert.StartsWith("23,046 calls · 38.1\u202FM tokens · $15.02", Line(totals), StringComparison.Ordinal);
        Assert.Equal("41 unpriced", totals.Find("a[href='/calls?cost_status=unpriced']").TextContent);
    }

    [Fact]
    public void What_may_be_more_has_a_plus_and_an_unknown_cost_is_a_dash()
    {
        Assert.Equal("23,046+ calls · 38.1\u202FM+ tokens · $15.02+", Line(Show(_tally with { IsAtLeast = true, Unpriced = 0 })));
        Assert.Equal("1 call · 0 tokens · –", Line(Show(CallSum.None with { Calls = 1 })));
    }

    [Fact]
    public void A_bar_says_when_how_many_and_how_many_failed()
    {
        var totals = Show(_tally);

        Assert.Equal(
            ["11:00 – 11:15: 200 calls, 10 failed", "11:15 – 11:30: 50 calls"],
            totals.FindAll("title").Select(title => title.TextContent));
        Assert.Single(totals.FindAll("rect.failed"));
        Assert.Equal("Calls over time: at most 200 in 15\u202Fmin", totals.Find("svg").GetAttribute("aria-label"));
    }

    [Fact]
    public void Bars_are_cut_at_the_edges_of_the_range()
    {
        var (left, width) = CallHistogram.Place(
            Some.Noon.AddMinutes(-5), TimeSpan.FromMinutes(15), Some.Noon, Some.Noon.AddMinutes(100));

        Assert.Equal((0, 10), (left, width));
    }

    private static string Line(IRenderedComponent<CallTotals> totals) =>
        string.Join(' ', totals.Find("p.sum").TextContent.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));

    private IRenderedComponent<CallTotals> Show(CallSum tally) => Render<CallTotals>(parameters => parameters
        .Add(totals => totals.Tally, tally)
        .Add(totals => totals.Step, MetricsStep.Quarter)
        .Add(totals => totals.From, Some.Noon.AddHours(-24))
        .Add(totals => totals.To, Some.Noon)
        .Add(totals => totals.Zone, TimeZoneInfo.Utc)
        .Add(totals => totals.UnpricedHref, "/calls?cost_status=unpriced"));
}

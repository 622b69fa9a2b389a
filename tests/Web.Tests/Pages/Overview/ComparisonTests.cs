using Dashboard.Telemetry.Reading;
using Dashboard.Web.Pages.Overview;
using Xunit;
using static Dashboard.Web.Tests.Pages.Overview.Numbers;

namespace Dashboard.Web.Tests.Pages.Overview;

public sealed class ComparisonTests
{
    [Fact]
    public void P95_with_enough_calls_has_an_interval_also_where_no_step_has_enough()
    {
        // Three calls a minute, or two models in each step, have no 95th percentile of their own.
        var window = Window(
            Series("gus", "v1", Minutes(from: 58, to: 30, calls: 3)),
            Series("gus", "v2", Minutes(from: 29, to: 0, calls: 3, ms: 2000)));
        var (buckets, serving) = (window.Buckets("gus"), Serving.Of(window.Buckets("gus"))!);
        Assert.True(Comparison.NeedsSections(buckets, serving));
        Assert.False(Comparison.NeedsSections(
            SlowerSinceV2().Buckets("gus"), Serving.Of(SlowerSinceV2().Buckets("gus"))!));

        static IReadOnlyList<MetricsPoint> Sections(double ms) =>
            [.. Enumerable.Range(0, 6).Select(i => Point(MinutesAgo(i * 5), 40, ms * (1 + (0.01 * i))))];
        var totals = new SideTotals(Latency(240, 2000), Latency(240, 1000), null, null)
        {
            ServingSections = Sections(2000),
            FormerSections = Sections(1000),
        };
        var p95 = Comparison.Of(buckets, serving, totals)!.P95!;
        Assert.Equal(VerdictKind.Worse, p95.Verdict!.Kind);
        Assert.NotNull(p95.Interval);
    }

    [Fact]
    public void Sections_make_good_for_steps_that_are_too_few()
    {
        var today = new DateTimeOffset(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);
        LiveBucket[] buckets =
        [
            .. Enumerable.Range(1, 10).Reverse().Select(day => new LiveBucket(
                today.AddDays(-day), [KeyValuePair.Create(new CellKey("gus", "m", "v1"), Point(today.AddDays(-day), 900))])),
            new LiveBucket(today, [KeyValuePair.Create(new CellKey("gus", "m", "v2"), Point(today, 5000, ms: 1300))]),
        ];
        var serving = Serving.Of(buckets)!;
        Assert.Equal(VerdictKind.TooFew, Comparison.Of(buckets, serving, null)!.MeanTime.Verdict!.Kind);

        var totals = new SideTotals(Latency(900, 1300), Latency(900, 1000), null, null)
        {
            ServingSections = [.. Enumerable.Range(0, 8).Select(hour => Point(today.AddHours(hour), 110, 1300 + hour))],
        };
        Assert.Equal(VerdictKind.Worse, Comparison.Of(buckets, serving, totals)!.MeanTime.Verdict!.Kind);
    }

    [Fact]
    public void A_third_slower_at_the_same_cost_is_slower_and_stable()
    {
        var comparison = Compare(SlowerSinceV2());
        Assert.Equal("Slower", comparison.MeanTime.Verdict!.Word);
        Assert.Equal("+31\u202F%", comparison.MeanTime.Change);
        Assert.Equal("Stable", comparison.Cost.Verdict!.Word);
        Assert.Equal("$0.653", comparison.Cost.Former);
        Assert.Equal("Stable", comparison.Errors.Verdict!.Word);
    }

    [Fact]
    public void An_interval_that_holds_zero_is_not_clear()
    {
        var noisy = Window(
            Series("gus", "v1", Minutes(from: 58, to: 30, errors: 1)),
            Series("gus", "v2", Minutes(from: 29, to: 0, errors: 1)));
        Assert.Equal("Not clear", Compare(noisy).Errors.Verdict!.Word);
    }

    [Fact]
    public void More_errors_are_worse_and_fewer_are_better()
    {
        var worse = Window(
            Series("gus", "v1", Minutes(from: 58, to: 30)),
            Series("gus", "v2", Minutes(from: 29, to: 0, errors: 3)));
        var better = Window(
            Series("gus", "v1", Minutes(from: 58, to: 30, errors: 3)),
            Series("gus", "v2", Minutes(from: 29, to: 0)));
        var (more, fewer) = (Compare(worse).Errors, Compare(better).Errors);
        Assert.Equal(("Worse", "+15.0\u202Fpt"), (more.Verdict!.Word, more.Change));
        Assert.Equal(("Better", "−15.0\u202Fpt"), (fewer.Verdict!.Word, fewer.Change));
    }

    [Fact]
    public void Below_twenty_calls_there_is_no_verdict_and_n_stands_in_place_of_the_rate()
    {
        var few = Window(
            Series("gus", "v1", Minutes(from: 58, to: 30)),
            Series("gus", "v2", Minutes(from: 5, to: 0, calls: 3)));
        var comparison = Compare(few);

        Assert.Equal("Too few", comparison.Errors.Verdict!.Word);
        Assert.Equal("n = 18", comparison.Errors.Serving);
        Assert.Equal("Too few", comparison.MeanTime.Verdict!.Word);
        Assert.Null(comparison.MeanTime.Interval);
    }

    [Fact]
    public void Enough_calls_in_too_few_steps_give_no_interval()
    {
        var burst = Window(
            Series("gus", "v1", Minutes(from: 58, to: 30)),
            Series("gus", "v2", Minutes(from: 2, to: 0, calls: 500)));
        var row = Compare(burst).MeanTime;
        Assert.Equal("Too few", row.Verdict!.Word);
        Assert.Contains("3 steps", row.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Percentiles_are_judged_by_the_spread_of_the_steps()
    {
        var row = Compare(SlowerSinceV2(), new SideTotals(Latency(600, 2700), Latency(580, 2000), null, null)).P95!;
        Assert.Equal("+35\u202F%", row.Change);
        Assert.Equal("Slower", row.Verdict!.Word);
        Assert.InRange(0.35, row.Interval!.Value.Low, row.Interval.Value.High);
    }

    [Fact]
    public void Without_a_former_version_there_is_nothing_to_compare()
    {
        var window = Window(Series("gus", "v1", Minutes(from: 58, to: 0)));
        Assert.Null(Comparison.Of(window.Buckets("gus"), Serving.Of(window.Buckets("gus"))!, totals: null));
    }

    [Fact]
    public void Unpriced_calls_do_not_make_a_version_look_cheap()
    {
        var window = Window(
            Series("gus", "v1", Minutes(from: 58, to: 30)),
            Series("gus", "v2", Minutes(from: 29, to: 0)),
            Series("gus", "in-house-7b", "v2", [Point(MinutesAgo(3), 500, dollars: null, unpriced: 500)]));
        Assert.Equal("Stable", Compare(window).Cost.Verdict!.Word);
    }

    private static Comparison Compare(LiveWindow window, SideTotals? totals = null)
    {
        var buckets = window.Buckets("gus");
        return Comparison.Of(buckets, Serving.Of(buckets)!, totals)!;
    }
}

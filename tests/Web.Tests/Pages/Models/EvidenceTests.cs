using Dashboard.Deployments.Routes;
using Dashboard.Telemetry.Reading;
using Dashboard.Web.Pages.Models;
using Dashboard.Web.Pages.Overview;
using Xunit;
using static Dashboard.Web.Tests.Pages.Overview.Numbers;

namespace Dashboard.Web.Tests.Pages.Models;

public sealed class EvidenceTests
{
    [Fact]
    public void Only_what_is_clearly_worse_is_called_so()
    {
        var now = Side(2510, down: 35, up: 179, errors: 6);
        var good = Side(1920, down: 52, up: 765, errors: 6);
        var rows = Evidence.Of(now, good).ToDictionary(row => row.Name);

        Assert.Equal(("2.51\u202Fs", "1.92\u202Fs", true), Of("Response, mean"));
        Assert.Equal(("16.4\u202F%", "6.4\u202F%", true), Of("Thumbs-down"));
        Assert.False(Of("Errors").IsWorse);
        Assert.Equal(("–", "–", false), Of("Hallucination"));

        (string, string, bool IsWorse) Of(string name) => (rows[name].Now, rows[name].LastGood, rows[name].IsWorse);
    }

    [Fact]
    public void Without_any_calls_there_is_no_evidence()
    {
        Assert.Empty(Evidence.Of(null, null));
        Assert.Empty(Evidence.Of(Side(1, 0, 0, 0) with { Point = null }, null));
    }

    private static LastGood Side(double ms, long down, long up, long errors) => new(
        new ServingPeriod("gus", "v1", Now.AddDays(-2), Now, 1, 1),
        Now,
        Point(Now, 2000, ms, errors: errors) with { Scores = new ScoreCounts(up, down, 0, 0, 0, 0, 0) });
}

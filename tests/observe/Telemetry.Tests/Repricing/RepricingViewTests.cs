using Bunit;
using Dashboard.Telemetry.Repricing;
using Xunit;

namespace Dashboard.Telemetry.Tests.Repricing;

public sealed class RepricingViewTests : BunitContext
{
    private static readonly RepricingStatus s_running = new()
    {
        Id = 1,
        State = RepricingState.Running,
        EffectiveFrom = Some.Noon,
        ToPosition = 7,
        CreatedAt = Some.Noon,
        CallsTotal = 45_000,
        CallsDone = 12_345,
        Remaining = TimeSpan.FromSeconds(95),
    };

    [Fact]
    public void A_running_job_says_how_far_it_is_and_how_long_it_takes()
    {
        var view = Show(s_running);

        Assert.Contains(
            "12,345 of 45,000 calls are priced anew, 1\u202fmin 35\u202fs left.", view.Find("label").TextContent,
            StringComparison.Ordinal);
        var bar = view.Find("progress");
        Assert.Equal(("45000", "12345"), (bar.GetAttribute("max"), bar.GetAttribute("value")));
    }

    [Fact]
    public void Before_the_calls_are_counted_the_bar_promises_nothing() =>
        Assert.Null(Show(s_running with { CallsTotal = null }).Find("progress").GetAttribute("value"));

    [Fact]
    public void What_stopped_a_job_is_said() =>
        Assert.Contains(
            "goes on by itself: the disk is full",
            Show(s_running with { LastError = "the disk is full" }).Markup,
            StringComparison.Ordinal);

    [Fact]
    public void A_job_that_is_done_is_told_for_an_hour()
    {
        var done = s_running with { State = RepricingState.Done, FinishedAt = Some.Noon, CallsChanged = 1 };

        Assert.Matches(@"1 call priced anew of\s+12,345, 5\u202fmin ago", Show(done).Markup);
        Assert.Equal("", Show(done with { FinishedAt = Some.Noon.AddHours(-2) }).Markup.Trim());
    }

    [Fact]
    public void Without_a_job_there_is_nothing_and_a_failure_is_said()
    {
        Assert.Equal("", Show(null).Markup.Trim());
        Assert.Contains("cannot be read now", Show(null, failed: true).Markup, StringComparison.Ordinal);
    }

    private IRenderedComponent<RepricingView> Show(RepricingStatus? job, bool failed = false) =>
        Render<RepricingView>(p => p
            .Add(v => v.Job, job)
            .Add(v => v.Now, Some.Noon.AddMinutes(5))
            .Add(v => v.Failed, failed));
}

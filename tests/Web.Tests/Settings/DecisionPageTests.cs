using Bunit;
using Dashboard.Web.Settings;
using Dashboard.Web.Tests.Acceptance;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dashboard.Web.Tests.Settings;

public sealed class DecisionPageTests : SettingsContext, IClassFixture<TestConsole>
{
    private readonly FakeTimeProvider _clock;

    public DecisionPageTests(TestConsole console)
        : this(console, new FakeTimeProvider())
    {
    }

    private DecisionPageTests(TestConsole console, FakeTimeProvider clock)
        : base(console, clock) => _clock = clock;

    [Fact]
    public void What_cannot_be_read_is_said_and_read_again_without_a_ring()
    {
        var page = Show<SomePage>(project: 1);
        page.WaitForAssertion(() => Assert.Equal("The database does not answer: gone", page.Markup));

        page.Instance.IsAway = false;
        _clock.Advance(TimeSpan.FromSeconds(15));

        page.WaitForAssertion(() => Assert.Equal("shown", page.Markup));
    }

    [Fact]
    public async Task A_decision_that_fails_stays_said_although_reading_works()
    {
        var page = Show<SomePage>(project: 1);
        page.Instance.IsAway = false;

        await page.InvokeAsync(() => page.Instance.DecideAsync(() => throw new TimeoutException("lost")));
        Assert.Equal("The database does not answer: lost", page.Markup);

        await page.InvokeAsync(() => page.Instance.DecideAsync(() => Task.CompletedTask));
        Assert.Equal("shown", page.Markup);
    }

    [Fact]
    public async Task A_second_decision_does_not_begin_while_one_is_on_its_way()
    {
        var page = Show<SomePage>(project: 1);
        var first = new TaskCompletionSource();
        var begun = 0;

        var deciding = page.InvokeAsync(() => page.Instance.DecideAsync(() =>
        {
            begun++;
            return first.Task;
        }));
        await page.InvokeAsync(() => page.Instance.DecideAsync(() => Task.FromResult(begun++)));
        Assert.Equal(1, begun);

        first.SetResult();
        await deciding;
        await page.InvokeAsync(() => page.Instance.DecideAsync(() => Task.FromResult(begun++)));
        Assert.Equal(2, begun);
    }

    private sealed class SomePage : DecisionPage
    {
        public bool IsAway { get; set; } = true;

        public new async Task DecideAsync(Func<Task> decide)
        {
            await base.DecideAsync(decide);
            StateHasChanged();
        }

        protected override Task ShowAsync() => IsAway ? throw new TimeoutException("gone") : Task.CompletedTask;

        protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, Failure ?? "shown");
    }
}

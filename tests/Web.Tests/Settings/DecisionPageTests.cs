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

    private sealed class SomePage : DecisionPage
    {
        public bool IsAway { get; set; } = true;

        protected override Task ShowAsync() => IsAway ? throw new TimeoutException("gone") : Task.CompletedTask;

        protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, Failure ?? "shown");
    }
}

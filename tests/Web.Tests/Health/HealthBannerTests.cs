using Bunit;
using Dashboard.Ui.Components;
using Dashboard.Web.Components.Layout;
using Dashboard.Web.Health;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dashboard.Web.Tests.Health;

public sealed class HealthBannerTests : BunitContext
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 22, 14, 3, 5, TimeSpan.Zero));
    private readonly HealthState _state;

    public HealthBannerTests()
    {
        _state = new HealthState(_time);
        Services.AddSingleton(_state);
        Services.AddSingleton<TimeProvider>(_time);
        Services.AddScoped<ReaderZone>();
        JSInterop.Mode = JSRuntimeMode.Loose;
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_says_what_is_wrong_since_when_and_goes_away_by_itself()
    {
        var banner = Render<HealthBanner>();
        Assert.Empty(banner.FindAll("aside"));

        await SayAsync("90 MB left.");

        banner.WaitForAssertion(() => Assert.Single(banner.FindAll("aside")));
        var text = banner.Find("aside").TextContent;
        Assert.Contains("The disk is almost full", text, StringComparison.Ordinal);
        Assert.Contains("since", text, StringComparison.Ordinal);
        Assert.Contains("14:03:05", text, StringComparison.Ordinal);
        Assert.Contains("90 MB left.", text, StringComparison.Ordinal);
        Assert.Equal("The disk is almost full", banner.Find("[role=status]").TextContent);

        await SayAsync(null);
        banner.WaitForAssertion(() => Assert.Empty(banner.FindAll("aside")));
        Assert.Equal("", banner.Find("[role=status]").TextContent);
    }

    [Fact]
    public async Task A_page_that_opens_meanwhile_shows_it_at_once()
    {
        await SayAsync("90 MB left.");

        Assert.Single(Render<HealthBanner>().FindAll("aside"));
    }

    [Fact]
    public async Task What_a_database_said_is_text_and_no_markup()
    {
        await SayAsync("<b id=\"no\">90 MB</b>");

        var banner = Render<HealthBanner>();

        Assert.Empty(banner.FindAll("#no"));
        Assert.Contains("<b id=\"no\">", banner.Find("aside").TextContent, StringComparison.Ordinal);
    }

    private Task SayAsync(string? disk) =>
        _state.PublishAsync(Reports.Of((HealthModule.Disk, disk)), Cancel);
}

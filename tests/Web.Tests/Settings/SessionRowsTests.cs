using Bunit;
using Dashboard.Access.People;
using Dashboard.Access.Sessions;
using Dashboard.Web.Settings;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using static Dashboard.Web.Tests.Pages.Overview.Numbers;

namespace Dashboard.Web.Tests.Settings;

public sealed class SessionRowsTests : BunitContext
{
    public SessionRowsTests() => Services.AddSingleton(new ActorNames(id => id));

    private const string Script = "<script>alert(1)</script>";

    [Fact]
    public void One_s_own_session_is_marked_and_the_others_can_be_ended()
    {
        Session? ended = null;
        var rows = Render<SessionRows>(p => p
            .Add(r => r.Items, [Of("mine"), Of("other")])
            .Add(r => r.Current, "mine")
            .Add(r => r.Now, Now)
            .Add(r => r.Zone, TimeZoneInfo.Utc)
            .Add(r => r.OnEnd, EventCallback.Factory.Create<Session>(this, session => ended = session)));

        Assert.Contains("this one", rows.FindAll("tbody tr")[0].TextContent, StringComparison.Ordinal);
        rows.Find("tbody button").Click();

        Assert.Equal("other", ended?.Id);
    }

    [Fact]
    public void What_a_browser_calls_itself_is_shown_as_text()
    {
        var rows = Show(Of("mine") with { UserAgent = Script });

        Assert.Empty(rows.FindAll("script"));
        Assert.Contains(Script, rows.Find("tbody").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_another_session_there_is_nothing_to_end() =>
        Assert.True(Show(Of("mine")).Find(".head button").HasAttribute("disabled"));

    private IRenderedComponent<SessionRows> Show(params Session[] sessions) => Render<SessionRows>(p => p
        .Add(r => r.Items, sessions)
        .Add(r => r.Current, "mine")
        .Add(r => r.Now, Now)
        .Add(r => r.Zone, TimeZoneInfo.Utc));

    private static Session Of(string id) => new(id, "person:ann", Now, Now, "Firefox", "192.0.2.1");
}

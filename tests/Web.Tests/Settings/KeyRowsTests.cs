using Bunit;
using Dashboard.Access;
using Dashboard.Access.Keys;
using Dashboard.Access.People;
using Dashboard.Ui;
using Dashboard.Ui.Controls;
using Dashboard.Web.Settings;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using static Dashboard.Web.Tests.Pages.Overview.Numbers;

namespace Dashboard.Web.Tests.Settings;

public sealed class KeyRowsTests : BunitContext
{
    private readonly IRenderedComponent<MudProviders> _above;

    public KeyRowsTests()
    {
        Services.AddSingleton(new ActorNames(id => id));
        Services.AddUi();
        JSInterop.Mode = JSRuntimeMode.Loose;
        _above = Render<MudProviders>();
    }

    [Fact]
    public void Revoking_is_asked_twice_because_it_is_final()
    {
        ApiKeyInfo? revoked = null;
        var rows = Show(Key("a"), key => revoked = key);

        rows.Find("tbody button").Click();
        Assert.Null(revoked);
        _above.WaitForAssertion(() => Assert.Contains(
            "For good", _above.Find("[role=dialog]").TextContent, StringComparison.Ordinal));

        _above.Find("[role=dialog] button.solid").Click();
        rows.WaitForAssertion(() => Assert.Equal("a", revoked?.Id));
    }

    [Fact]
    public void A_key_that_is_kept_after_all_is_not_revoked()
    {
        var rows = Show(Key("a"), _ => Assert.Fail("It was to be kept."));

        rows.Find("tbody button").Click();
        _above.WaitForElement("[role=dialog] button").Click();
        _above.WaitForAssertion(() => Assert.Empty(_above.FindAll("[role=dialog]")));

        Assert.Equal("Revoke", Assert.Single(rows.FindAll("tbody button")).TextContent);
    }

    [Fact]
    public void A_revoked_key_and_that_of_a_setting_cannot_be_revoked()
    {
        Assert.Empty(Show(Key("a") with { RevokedAt = Now }, _ => { }).FindAll("button"));
        Assert.Empty(Show(Key("environment") with { CreatedAt = null }, _ => { }).FindAll("button"));
    }

    private IRenderedComponent<KeyRows> Show(ApiKeyInfo key, Action<ApiKeyInfo> onRevoke) => Render<KeyRows>(p => p
        .Add(r => r.Items, [key])
        .Add(r => r.Now, Now)
        .Add(r => r.Zone, TimeZoneInfo.Utc)
        .Add(r => r.OnRevoke, EventCallback.Factory.Create(this, onRevoke)));

    private static ApiKeyInfo Key(string id) =>
        new(id, 1, "exporter", [Scopes.Ingest], Now, "person:ann", null, null, null);
}

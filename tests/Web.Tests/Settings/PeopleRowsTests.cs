using Bunit;
using Dashboard.Access;
using Dashboard.Access.People;
using Dashboard.Ui;
using Dashboard.Ui.Controls;
using Dashboard.Web.Settings.People;
using Microsoft.AspNetCore.Components;
using Xunit;
using static Dashboard.Web.Tests.Pages.Overview.Numbers;

namespace Dashboard.Web.Tests.Settings;

public sealed class PeopleRowsTests : BunitContext
{
    private const string Script = "<script>alert(1)</script>";

    private readonly IRenderedComponent<MudProviders> _above;
    private RoleChange? _changed;
    private PersonInfo? _removed;

    public PeopleRowsTests()
    {
        Services.AddUi();
        JSInterop.Mode = JSRuntimeMode.Loose;
        _above = Render<MudProviders>();
    }

    [Fact]
    public void A_role_is_changed_with_what_it_means_before_the_eyes_and_a_reason()
    {
        var rows = Show(Joined("ann", Role.Viewer));

        rows.Find("select").Change("Operator");
        Assert.Null(_changed);
        Assert.Contains("deploy and roll back", rows.Find(".panel").TextContent, StringComparison.Ordinal);

        rows.Find(".panel input").Input("on call");
        rows.Find(".panel .solid").Click();
        Assert.Equal(("ann", Role.Operator, "on call"), (_changed?.Person.Id, _changed?.Role, _changed?.Reason));
    }

    [Fact]
    public void A_role_that_is_kept_after_all_is_not_changed()
    {
        var rows = Show(Joined("ann", Role.Viewer));

        rows.Find("select").Change("Admin");
        rows.FindAll(".panel button")[1].Click();

        Assert.Null(_changed);
        Assert.Equal("Viewer", rows.Find("select").GetAttribute("value"));
    }

    [Fact]
    public void Removing_is_asked_twice_and_says_what_follows()
    {
        var rows = Show(Joined("ann", Role.Viewer));

        rows.FindAll("tbody button").Single(button => button.TextContent == "Remove").Click();
        Assert.Null(_removed);
        var dialog = _above.WaitForElement("[role=dialog]").TextContent;
        Assert.Contains("signed out everywhere", dialog, StringComparison.Ordinal);
        Assert.Contains("stays on record", dialog, StringComparison.Ordinal);

        _above.Find("[role=dialog] .solid").Click();
        rows.WaitForAssertion(() => Assert.Equal("ann", _removed?.Id));
    }

    [Fact]
    public void An_invitation_can_be_withdrawn_and_has_no_role_to_change()
    {
        var rows = Show(Joined("ann", Role.Viewer) with { JoinedAt = null, Name = null });

        Assert.Empty(rows.FindAll("select"));
        Assert.Equal("Withdraw", Assert.Single(rows.FindAll("tbody button")).TextContent);
    }

    [Fact]
    public void The_last_administrator_cannot_touch_their_own_role_and_is_told_why()
    {
        var rows = Show(Joined("me", Role.Admin), Joined("ann", Role.Viewer));
        var mine = rows.FindAll("tbody tr")[0];

        Assert.True(mine.QuerySelector("select")!.HasAttribute("disabled"));
        Assert.Contains("last administrator", mine.TextContent, StringComparison.Ordinal);
        Assert.False(rows.FindAll("tbody tr")[1].QuerySelector("select")!.HasAttribute("disabled"));
    }

    [Fact]
    public void One_of_two_administrators_can()
    {
        var rows = Show(Joined("me", Role.Admin), Joined("ann", Role.Admin));

        Assert.All(rows.FindAll("select"), select => Assert.False(select.HasAttribute("disabled")));
    }

    [Fact]
    public void The_first_person_is_there_and_cannot_be_changed()
    {
        var rows = Show(Joined("admin", Role.Admin) with { InvitedAt = null, JoinedAt = null, Email = null });

        Assert.Empty(rows.FindAll("tbody button, select"));
        Assert.Contains("Nobody was invited yet", rows.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void What_people_call_themselves_is_shown_as_text()
    {
        var rows = Show(Joined("ann", Role.Viewer) with { Name = Script });

        Assert.Empty(rows.FindAll("script"));
        Assert.Contains(Script, rows.Find("tbody").TextContent, StringComparison.Ordinal);
    }

    private IRenderedComponent<PeopleRows> Show(params PersonInfo[] people) => Render<PeopleRows>(p => p
        .Add(r => r.Items, people)
        .Add(r => r.Me, "me")
        .Add(r => r.Now, Now)
        .Add(r => r.Zone, TimeZoneInfo.Utc)
        .Add(r => r.OnRole, EventCallback.Factory.Create<RoleChange>(this, change => _changed = change))
        .Add(r => r.OnRemove, EventCallback.Factory.Create<PersonInfo>(this, person => _removed = person)));

    private static PersonInfo Joined(string id, Role role) => new(
        id, $"{id}@example.com", id, role, HasPassword: true, Now, "person:admin", Now.AddDays(7), Now, Now);
}

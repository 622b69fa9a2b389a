using System.Security.Claims;
using Bunit;
using Dashboard.Access;
using Dashboard.Access.Passwords;
using Dashboard.Access.People;
using Dashboard.EventStore;
using Dashboard.Postgres;
using Dashboard.Testing;
using Dashboard.Ui;
using Dashboard.Ui.Controls;
using Dashboard.Web.Settings.Account;
using Dashboard.Web.Settings.People;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dashboard.Web.Tests.Settings;

public sealed class PeoplePageTests : BunitContext, IAsyncLifetime
{
    private TestDatabase _database = null!;
    private WebServer _server = null!;

    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(EventStoreModule.Migrations, AccessModule.Migrations);
        _server = await WebServer.StartAsync(_database.ConnectionString);
        Services.AddSingleton(_server.Services.GetRequiredService<PeopleDesk>());
        Services.AddSingleton(_server.Services.GetRequiredService<OwnPassword>());
        Services.AddSingleton(_server.Services.GetRequiredService<PublicAddress>());
        Services.AddSingleton(_server.Services.GetRequiredService<ActorNames>());
        Services.AddSingleton(_server.Services.GetRequiredService<DecisionsDoorbell>());
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton<AntiforgeryStateProvider, NoToken>();
        Services.AddUi();
        JSInterop.Mode = JSRuntimeMode.Loose;
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await DisposeAsync();
        await _server.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task An_administrator_invites_somebody_and_sees_the_link_once()
    {
        var page = Show("person:admin", Role.Admin);
        page.WaitForAssertion(() => Assert.Single(page.FindAll("tbody tr")));

        page.Find("input[name=email]").Change("ann@example.com");
        var role = page.FindComponent<Choice<Role>>();
        await role.InvokeAsync(() => role.Instance.ValueChanged.InvokeAsync(Role.Operator));
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("tbody tr").Count));
        Assert.Contains("/signin/join#", page.Find(".code code").TextContent, StringComparison.Ordinal);
        Assert.Contains("Nothing is e-mailed", page.Markup, StringComparison.Ordinal);
        var again = Show("person:admin", Role.Admin);
        again.WaitForAssertion(() => Assert.Contains("ann@example.com", again.Markup, StringComparison.Ordinal));
        Assert.Empty(again.FindAll(".code"));
    }

    [Fact]
    public async Task What_is_wrong_with_an_address_is_said_beside_the_form()
    {
        var page = Show("person:admin", Role.Admin);
        page.WaitForAssertion(() => Assert.Single(page.FindAll("tbody tr")));

        page.Find("input[name=email]").Change("ann");
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains(
            "ann@example.com", page.Find("form [role=alert]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Others_are_told_what_roles_are_and_who_invites()
    {
        var page = Show("person:bob", Role.Viewer);

        Assert.Empty(page.FindAll("form, table"));
        Assert.Contains("People are invited by administrators", page.Markup, StringComparison.Ordinal);
        Assert.Contains("Viewer (you)", page.Find("dl").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_person_has_an_account_without_a_password()
    {
        var page = Render<AccountPage>(p => p.AddCascadingValue(As("person:admin", Role.Admin)));

        page.WaitForAssertion(() => Assert.Contains("has no password", page.Markup, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("input[type=password]"));
    }

    [Fact]
    public async Task Who_has_a_password_changes_it_in_their_account()
    {
        var person = await JoinAsync("ann@example.com");
        var hash = new PasswordHasher<object>().HashPassword(this, "correct horse battery");
        await _database.ExecuteAsync("UPDATE person_details SET password_hash = $1", hash);
        var above = Render<MudProviders>();
        var page = Render<AccountPage>(p => p.AddCascadingValue(As("person:" + person, Role.Viewer)));
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("input[type=password]").Count));

        page.FindAll("input[type=password]")[0].Change("wrong horse battery");
        page.FindAll("input[type=password]")[1].Change("another horse battery");
        await page.Find("form[aria-label=Password]").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains(
            "not your present password", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));

        page.FindAll("input[type=password]")[0].Change("correct horse battery");
        await page.Find("form[aria-label=Password]").SubmitAsync();
        above.WaitForAssertion(() => Assert.Contains(
            "The new password holds", above.Find("[role=status]").TextContent, StringComparison.Ordinal));
    }

    private async Task<string> JoinAsync(string email)
    {
        await _server.Services.GetRequiredService<PeopleDesk>()
            .InviteAsync(new InvitePerson(email, "viewer"), new EventContext("test"), Cancel);
        var admitted = await _server.Services.GetRequiredService<OutsideDoor>()
            .AdmitAsync(new OutsideIdentity("https://issuer.example", "1", email, Name: null), Cancel);
        return Assert.IsType<AdmitResult.Admitted>(admitted).PersonId;
    }

    private IRenderedComponent<PeoplePage> Show(string actor, Role role) =>
        Render<PeoplePage>(p => p.AddCascadingValue(As(actor, role)));

    private static Task<AuthenticationState> As(string actor, Role role) => Task.FromResult(new AuthenticationState(
        new ClaimsPrincipal(new ClaimsIdentity(
            [
                new Claim(ClaimTypes.NameIdentifier, actor),
                new Claim(ClaimTypes.Name, actor),
                new Claim(ClaimTypes.Role, role.ToString()),
                .. RoleScopes.Of(role).Select(scope => new Claim("scope", scope)),
            ],
            "cookie"))));

    private sealed class NoToken : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken? GetAntiforgeryToken() => null;
    }
}

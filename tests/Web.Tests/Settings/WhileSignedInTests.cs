using System.Security.Claims;
using Bunit;
using Bunit.TestDoubles;
using Dashboard.Web.Components.Layout;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dashboard.Web.Tests.Settings;

public sealed class WhileSignedInTests : BunitContext
{
    [Fact]
    public async Task An_open_page_is_taken_away_when_its_session_ends()
    {
        var person = new Person();
        Services.AddSingleton<AuthenticationStateProvider>(person);
        var page = Render<CascadingAuthenticationState>(p => p.AddChildContent<WhileSignedIn>(
            inner => inner.AddChildContent("<p id=\"data\">numbers</p>")));
        Assert.Single(page.FindAll("#data"));

        await page.InvokeAsync(person.End);

        page.WaitForAssertion(() => Assert.Empty(page.FindAll("#data")));
        Assert.EndsWith("/signin", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_open_page_is_taken_away_and_opened_again_when_the_role_changes()
    {
        var person = new Person();
        Services.AddSingleton<AuthenticationStateProvider>(person);
        var page = Render<CascadingAuthenticationState>(p => p.AddChildContent<WhileSignedIn>(
            inner => inner.AddChildContent("<p id=\"data\">numbers</p>")));
        var navigation = Services.GetRequiredService<BunitNavigationManager>();

        await page.InvokeAsync(() => person.Become("Viewer"));

        page.WaitForAssertion(() => Assert.Empty(page.FindAll("#data")));
        Assert.Contains("Your role is now Viewer", page.Markup, StringComparison.Ordinal);
        Assert.True(Assert.Single(navigation.History).Options.ForceLoad);
    }

    private sealed class Person : AuthenticationStateProvider
    {
        private ClaimsPrincipal _user = With("Operator");

        public override Task<AuthenticationState> GetAuthenticationStateAsync() =>
            Task.FromResult(new AuthenticationState(_user));

        public void Become(string role)
        {
            _user = With(role);
            NotifyAuthenticationStateChanged(GetAuthenticationStateAsync());
        }

        private static ClaimsPrincipal With(string role) =>
            new(new ClaimsIdentity([new Claim(ClaimTypes.Role, role)], "cookie"));

        public void End()
        {
            _user = new ClaimsPrincipal(new ClaimsIdentity());
            NotifyAuthenticationStateChanged(GetAuthenticationStateAsync());
        }
    }
}

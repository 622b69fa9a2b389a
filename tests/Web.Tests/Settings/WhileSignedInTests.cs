using System.Security.Claims;
using Bunit;
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

    private sealed class Person : AuthenticationStateProvider
    {
        private ClaimsPrincipal _user = new(new ClaimsIdentity([], "cookie"));

        public override Task<AuthenticationState> GetAuthenticationStateAsync() =>
            Task.FromResult(new AuthenticationState(_user));

        public void End()
        {
            _user = new ClaimsPrincipal(new ClaimsIdentity());
            NotifyAuthenticationStateChanged(GetAuthenticationStateAsync());
        }
    }
}

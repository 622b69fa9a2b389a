using System.Net;
using Dashboard.Access.People;
using Dashboard.EventStore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dashboard.Access.Tests.Passwords;

public sealed class JoinTests : PasswordTestBase
{
    [Fact]
    public async Task Who_was_invited_joins_with_a_name_and_a_password_and_is_signed_in()
    {
        var (_, token) = await InviteAsync(Role.Operator);
        using var browser = new CookieClient(Server.Client());

        var look = await JsonAsync(await PostAsync(browser, "/signin/join/look", new { token }));
        var joined = await PostAsync(
            browser, "/signin/join", new { token, name = " Ann Archer ", password = Password });
        var me = await JsonAsync(await browser.GetAsync("/api/me"));

        Assert.Equal((Email, "Operator"), (Text(look, "email"), Text(look, "role")));
        Assert.Equal(HttpStatusCode.OK, joined.StatusCode);
        Assert.Equal(("Ann Archer", "operator", Email), (Text(me, "name"), Text(me, "role"), Text(me, "email")));
    }

    [Fact]
    public async Task Of_many_who_open_an_invitation_at_the_same_time_one_gets_in()
    {
        var (_, token) = await InviteAsync(Role.Viewer);
        using var browser = new CookieClient(Server.Client());

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(i =>
            PostAsync(browser, "/signin/join", new { token, name = $"Ann {i}", password = Password + i })));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_is_wrong_with_a_password_is_said_and_the_invitation_still_works()
    {
        var (_, token) = await InviteAsync(Role.Viewer);
        using var browser = new CookieClient(Server.Client());

        var refused = await PostAsync(browser, "/signin/join", new { token, name = "Ann", password = "short" });
        var joined = await PostAsync(browser, "/signin/join", new { token, name = "Ann", password = Password });

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("12 characters", Text(await JsonAsync(refused), "detail"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, joined.StatusCode);
    }

    [Fact]
    public async Task A_withdrawn_and_an_old_invitation_let_nobody_in()
    {
        var (withdrawn, first) = await InviteAsync(Role.Viewer, "bob@example.com");
        var (_, second) = await InviteAsync(Role.Viewer);
        await Server.Services.GetRequiredService<PeopleDesk>()
            .RemoveAsync(withdrawn, new EventContext("test"), Cancel);
        Server.Clock.Advance(PeopleDesk.InvitationLifetime);
        using var browser = new CookieClient(Server.Client());

        foreach (var token in new[] { first, second })
        {
            var refused = await PostAsync(browser, "/signin/join", new { token, name = "Ann", password = Password });
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        }
    }

    [Fact]
    public async Task An_invitation_is_no_link_to_a_password_and_a_link_to_a_password_no_invitation()
    {
        var (_, invitation) = await InviteAsync(Role.Viewer, "bob@example.com");
        var reset = await IssueResetAsync(await JoinAsync());
        using var browser = new CookieClient(Server.Client());

        var first = await PostAsync(browser, "/signin/reset", new { token = invitation, password = Password });
        var second = await PostAsync(browser, "/signin/join", new { token = reset, name = "Eve", password = Password });

        Assert.Equal(HttpStatusCode.Unauthorized, first.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, second.StatusCode);
    }

    [Fact]
    public async Task A_link_to_a_new_password_ends_every_session_and_the_former_password()
    {
        var ann = await JoinAsync();
        using var old = new CookieClient(Server.Client());
        await SignInAsync(old, Email, Password);
        var token = await IssueResetAsync(ann);
        using var browser = new CookieClient(Server.Client());

        var reset = await PostAsync(browser, "/signin/reset", new { token, password = "another horse battery" });
        var again = await PostAsync(browser, "/signin/reset", new { token, password = "third horse battery" });

        Assert.Equal(HttpStatusCode.OK, reset.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, again.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/api/numbers")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await old.GetAsync("/api/numbers")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await SignInAsync(old, Email, Password)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await SignInAsync(old, Email, "another horse battery")).StatusCode);
    }
}

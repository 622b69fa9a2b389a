using System.Net;
using System.Net.Http.Json;
using Dashboard.Access.Authentication;
using Dashboard.Access.Passwords;
using Dashboard.Access.Sessions;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dashboard.Access.Tests.Passwords;

public sealed class PasswordSignInTests : PasswordTestBase
{
    [Fact]
    public async Task An_address_and_a_password_sign_in_and_lead_to_the_wanted_page()
    {
        await JoinAsync();
        using var browser = new CookieClient(Server.Client());

        var answer = await SignInAsync(browser, "ANN@example.com", Password, "/calls?route=gus");
        var elsewhere = await SignInAsync(browser, Email, Password, "//evil.example/");

        Assert.Equal("/calls?route=gus", Text(await JsonAsync(answer), "location"));
        Assert.Equal("/", Text(await JsonAsync(elsewhere), "location"));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/api/numbers")).StatusCode);
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_account_get_the_same_answer()
    {
        await JoinAsync();
        await Server.JoinAsync("bob@example.com", Role.Viewer);
        using var browser = new CookieClient(Server.Client());

        var wrong = await SignInAsync(browser, Email, "wrong horse battery");
        var unknown = await SignInAsync(browser, "eve@example.com", Password);
        var withoutPassword = await SignInAsync(browser, "bob@example.com", Password);

        var body = await wrong.Content.ReadAsStringAsync(Cancel);
        foreach (var answer in new[] { unknown, withoutPassword })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Equal(body, await answer.Content.ReadAsStringAsync(Cancel));
            Assert.Equal(Names(wrong), Names(answer));
        }
    }

    [Fact]
    public async Task An_account_waits_after_too_many_tries_from_wherever_and_whether_it_exists_or_not()
    {
        await JoinAsync();
        using var browser = new CookieClient(Server.Client());

        foreach (var email in new[] { Email, "nobody@example.com" })
        {
            for (var i = 0; i < AccountAttempts.Limit; i++)
            {
                await SignInAsync(browser, email, $"wrong horse {i}", address: $"192.0.2.{i}");
            }

            var refused = await SignInAsync(browser, email, Password, address: "192.0.2.100");
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
            Assert.Equal(AccountAttempts.Window, refused.Headers.RetryAfter?.Delta);
        }

        Server.Clock.Advance(AccountAttempts.Window);
        Assert.Equal(HttpStatusCode.OK, (await SignInAsync(browser, Email, Password)).StatusCode);
    }

    [Fact]
    public async Task Many_tries_at_the_same_moment_get_no_further_than_many_in_a_row()
    {
        await JoinAsync();
        using var browser = new CookieClient(Server.Client());

        var answers = await Task.WhenAll(Enumerable.Range(0, AccountAttempts.Limit + 5).Select(i =>
            SignInAsync(browser, Email, $"wrong horse {i}")));

        Assert.Equal(5, answers.Count(answer => answer.StatusCode == HttpStatusCode.TooManyRequests));
    }

    [Fact]
    public async Task An_address_that_tries_many_accounts_waits()
    {
        await JoinAsync();
        using var browser = new CookieClient(Server.Client());
        for (var i = 0; i < FailedAttempts.Limit; i++)
        {
            await SignInAsync(browser, $"person-{i}@example.com", Password);
        }

        var refused = await SignInAsync(browser, Email, Password);
        var elsewhere = await SignInAsync(browser, Email, Password, address: "198.51.100.1");

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal(HttpStatusCode.OK, elsewhere.StatusCode);
    }

    [Theory]
    [InlineData("/signin/password")]
    [InlineData("/signin/join")]
    [InlineData("/signin/join/look")]
    [InlineData("/signin/reset")]
    public async Task Another_site_cannot_post_in_a_person_s_name(string path)
    {
        using var browser = new CookieClient(Server.Client());

        var answer = await browser.SendAsync(
            HttpMethod.Post, path, JsonContent.Create(new { }), ("Origin", "https://evil.example"));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Signing_in_never_goes_on_with_a_session_that_the_browser_brought_along()
    {
        var ann = await JoinAsync();
        using var browser = await Server.SignInAsync(Role.Viewer);
        var before = await OwnSessionAsync(browser);

        await SignInAsync(browser, Email, Password);

        Assert.Equal("person:" + ann, Text(await JsonAsync(await browser.GetAsync("/api/me")), "actor"));
        Assert.NotEqual(before, await OwnSessionAsync(browser));
        Assert.False(Server.Services.GetRequiredService<SessionBook>().IsLive(before));
    }

    [Fact]
    public async Task A_hash_of_less_work_is_replaced_when_its_owner_signs_in()
    {
        await JoinAsync();
        var cheap = new PasswordHashing(iterations: 1);
        await Database.ExecuteAsync(
            "UPDATE person_details SET password_hash = $1", await cheap.HashAsync(Password, Cancel));
        using var browser = new CookieClient(Server.Client());

        await SignInAsync(browser, Email, Password);

        var hash = await Database.ReadAsync<string>("SELECT password_hash FROM person_details");
        var hashing = Server.Services.GetRequiredService<PasswordHashing>();
        Assert.Equal(PasswordCheck.Right, await hashing.CheckAsync(hash, Password, Cancel));
    }

    [Fact]
    public async Task The_sign_in_page_offers_passwords_once_somebody_has_joined()
    {
        using var browser = new CookieClient(Server.Client());
        var before = await TextAsync(browser, AccessPaths.SignIn);
        await JoinAsync();
        var after = await TextAsync(browser, AccessPaths.SignIn);

        Assert.Contains("action=\"/signin/password\" hidden", before, StringComparison.Ordinal);
        Assert.Contains("<details open", before, StringComparison.Ordinal);
        Assert.DoesNotContain("action=\"/signin/password\" hidden", after, StringComparison.Ordinal);
        Assert.Contains("autocomplete=\"current-password\"", after, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_sign_in_page_says_why_somebody_comes_back_in_our_words_only()
    {
        using var browser = new CookieClient(Server.Client());

        var known = await TextAsync(browser, "/signin?denied=not-invited");
        var unknown = await TextAsync(browser, "/signin?denied=<b>call%20me</b>");

        Assert.Contains("was invited. Ask an administrator.", known, StringComparison.Ordinal);
        Assert.DoesNotContain("call me", unknown, StringComparison.Ordinal);
    }
}

using System.Net;
using System.Text.Json;
using Dashboard.Access.Passwords;
using Xunit;

namespace Dashboard.Access.Tests.Passwords;

public sealed class OwnPasswordTests : PasswordTestBase
{
    [Fact]
    public async Task One_s_own_password_is_changed_knowing_the_former_one_and_ends_the_other_sessions()
    {
        await JoinAsync();
        using var mine = new CookieClient(Server.Client());
        using var other = new CookieClient(Server.Client());
        await SignInAsync(mine, Email, Password);
        await SignInAsync(other, Email, Password);

        var wrong = await ChangeAsync(mine, "wrong horse battery", "another horse battery");
        var right = await ChangeAsync(mine, Password, "another horse battery");

        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, right.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await mine.GetAsync("/api/numbers")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await other.GetAsync("/api/numbers")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await SignInAsync(other, Email, "another horse battery")).StatusCode);
    }

    [Fact]
    public async Task Who_finds_an_open_browser_cannot_guess_the_password_in_it()
    {
        await JoinAsync();
        using var browser = new CookieClient(Server.Client());
        await SignInAsync(browser, Email, Password);
        for (var i = 0; i < AccountAttempts.Limit; i++)
        {
            await ChangeAsync(browser, $"wrong horse {i}", "another horse battery");
        }

        Assert.Equal(
            HttpStatusCode.TooManyRequests,
            (await ChangeAsync(browser, Password, "another horse battery")).StatusCode);
    }

    [Fact]
    public async Task The_first_person_and_keys_have_no_password_to_change()
    {
        using var first = await Server.SignInAsync();

        Assert.Equal(HttpStatusCode.Conflict, (await ChangeAsync(first, "", Password)).StatusCode);
        var me = await JsonAsync(await first.GetAsync("/api/me"));
        Assert.Equal(JsonValueKind.Null, me.GetProperty("email").ValueKind);
    }
}

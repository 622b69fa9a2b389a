using System.Net;
using Dashboard.Access.Authentication;
using Dashboard.Access.Passwords;
using Xunit;

namespace Dashboard.Access.Tests.Passwords;

/// <summary>Strangers who try passwords keep nobody else from signing in.</summary>
public sealed class PasswordFloodTests : PasswordTestBase
{
    [Fact]
    public async Task Parallel_wrong_tries_of_one_address_are_refused_before_they_cost_anything()
    {
        await JoinAsync();
        using var honest = new CookieClient(Server.Client());
        using var attacker = new CookieClient(Server.Client());
        var quiet = await TimeAsync(() => SignInAsync(honest, Email, Password, address: "198.51.100.1"));
        using var elsewhere = new CookieClient(Server.Client());

        var flood = Enumerable.Range(0, 80).Select(i => SignInAsync(attacker, $"x{i}@example.com", "wrong horse")).ToList();
        var during = await TimeAsync(() => SignInAsync(elsewhere, Email, Password, address: "198.51.100.2"));
        var answers = await Task.WhenAll(flood);

        Assert.InRange(
            answers.Count(answer => answer.StatusCode == HttpStatusCode.Unauthorized), 1, FailedAttempts.Limit);
        Assert.All(
            answers.Where(answer => answer.StatusCode == HttpStatusCode.TooManyRequests),
            answer => Assert.NotNull(answer.Headers.RetryAfter?.Delta));
        Assert.Equal(80, answers.Count(answer =>
            answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.TooManyRequests));
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"sign-in: quiet {quiet.TotalMilliseconds:0} ms, during 80 parallel wrong ones {during.TotalMilliseconds:0} ms");
    }

    [Fact]
    public async Task An_account_that_strangers_locked_opens_in_a_browser_that_was_in_before()
    {
        await JoinAsync();
        using var known = new CookieClient(Server.Client());
        using var stranger = new CookieClient(Server.Client());
        await SignInAsync(known, Email, Password);
        await LockAsync(stranger);

        // Also from an address that is guessing, and after the session has ended.
        Assert.Equal(HttpStatusCode.OK, (await SignInAsync(known, Email, Password)).StatusCode);
        Assert.Equal(HttpStatusCode.Found, (await known.WriteAsync(HttpMethod.Post, AccessPaths.SignOut)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await known.GetAsync("/api/numbers")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await SignInAsync(known, Email, Password)).StatusCode);

        // Which does not open it for strangers.
        var refused = await SignInAsync(stranger, Email, Password, address: "192.0.2.200");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
    }

    [Fact]
    public async Task A_known_browser_has_as_many_tries_as_an_account_and_only_for_its_own()
    {
        await JoinAsync();
        using var known = new CookieClient(Server.Client());
        await SignInAsync(known, Email, Password);
        await known.WriteAsync(HttpMethod.Post, AccessPaths.SignOut);

        for (var i = 0; i < AccountAttempts.Limit; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await SignInAsync(known, Email, $"wrong {i}")).StatusCode);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await SignInAsync(known, Email, Password)).StatusCode);

        using var stranger = new CookieClient(Server.Client());
        Assert.Equal(HttpStatusCode.OK, (await SignInAsync(stranger, Email, Password)).StatusCode);
        for (var i = 0; i < AccountAttempts.Limit; i++)
        {
            await SignInAsync(stranger, "other@example.com", $"wrong {i}", address: $"192.0.2.{i + 10}");
        }

        var other = await SignInAsync(stranger, "other@example.com", "x", address: "192.0.2.99");
        Assert.Equal(HttpStatusCode.TooManyRequests, other.StatusCode);
    }

    [Fact]
    public async Task A_made_up_cookie_makes_nobody_known()
    {
        await JoinAsync();
        using var stranger = new CookieClient(Server.Client());
        await LockAsync(stranger);

        using var request = new HttpRequestMessage(HttpMethod.Post, "/signin/password");
        request.Headers.Add("Cookie", "dashboard-known=CfDJ8AAAA");
        request.Content = System.Net.Http.Json.JsonContent.Create(new { email = Email, password = Password });

        Assert.Equal(HttpStatusCode.TooManyRequests, (await Server.Client().SendAsync(request, Cancel)).StatusCode);
    }

    [Fact]
    public async Task Strangers_do_not_keep_a_signed_in_person_from_changing_the_password()
    {
        await JoinAsync();
        using var known = new CookieClient(Server.Client());
        await SignInAsync(known, Email, Password);
        using var stranger = new CookieClient(Server.Client());
        await LockAsync(stranger);

        Assert.Equal(
            HttpStatusCode.NoContent, (await ChangeAsync(known, Password, "another horse battery")).StatusCode);
    }

    private static async Task LockAsync(CookieClient stranger)
    {
        for (var i = 0; i < AccountAttempts.Limit; i++)
        {
            await SignInAsync(stranger, Email, $"wrong horse {i}", address: $"192.0.2.{i + 100}");
        }

        var locked = await SignInAsync(stranger, Email, Password, address: "192.0.2.201");
        Assert.Equal(HttpStatusCode.TooManyRequests, locked.StatusCode);
    }

    private static async Task<TimeSpan> TimeAsync(Func<Task<HttpResponseMessage>> signIn)
    {
        var began = TimeProvider.System.GetTimestamp();
        Assert.Equal(HttpStatusCode.OK, (await signIn()).StatusCode);
        return TimeProvider.System.GetElapsedTime(began);
    }
}

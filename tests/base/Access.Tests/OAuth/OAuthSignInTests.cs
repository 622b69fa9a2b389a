using Dashboard.Access.People;
using Dashboard.EventStore;
using Dashboard.Testing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace Dashboard.Access.Tests.OAuth;

public sealed class OAuthSignInTests : IAsyncLifetime
{
    private const string NotInvited = "/signin?denied=not-invited";
    private const string Failed = "/signin?denied=failed";

    private TestDatabase _database = null!;
    private IdentityProvider _provider = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(EventStoreModule.Migrations, AccessModule.Migrations);
        _provider = await IdentityProvider.StartAsync(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Who_was_invited_joins_and_comes_to_the_page_that_they_wanted()
    {
        await using var server = await StartAsync();
        var id = await InviteAsync(server, "ann@example.com");
        using var browser = new ProviderBrowser(server.Client());

        Assert.Equal("/calls?q=1", await browser.SignInAsync("/calls?q=1"));

        Assert.Equal($"person:{id} 1", await browser.ReadAsync("/api/numbers"));
        Assert.Empty(_provider.Refusals);
    }

    [Fact]
    public async Task The_button_is_on_the_sign_in_page_and_keeps_the_wanted_page()
    {
        await using var server = await StartAsync();
        using var browser = new ProviderBrowser(server.Client());

        var page = await browser.ReadAsync("/signin?return=%2Fcost");

        Assert.Contains(
            """<a class="way" href="/signin/oauth?return=%2Fcost">Sign in with Example &amp; Co</a>""", page,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    public async Task Nobody_is_led_to_another_site(string wanted)
    {
        await using var server = await StartAsync();
        await InviteAsync(server, "ann@example.com");
        using var browser = new ProviderBrowser(server.Client());

        Assert.Equal("/", await browser.SignInAsync(wanted));
    }

    [Fact]
    public async Task Nobody_comes_in_uninvited()
    {
        await using var server = await StartAsync();
        using var browser = new ProviderBrowser(server.Client());

        Assert.Equal(NotInvited, await browser.SignInAsync());

        Assert.Null(browser.Session);
        Assert.Contains(
            "Nobody with the e-mail address of that account was invited", await browser.ReadAsync(NotInvited),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("false")]
    [InlineData("no claim")]
    public async Task An_address_that_the_provider_has_not_verified_opens_nothing(string verified)
    {
        await using var server = await StartAsync();
        await InviteAsync(server, "ann@example.com");
        _provider.Account = verified == "false"
            ? new { sub = "1", email = "ann@example.com", email_verified = false }
            : new { sub = "1", email = "ann@example.com" };
        using var browser = new ProviderBrowser(server.Client());

        Assert.Equal("/signin?denied=not-verified", await browser.SignInAsync());
        Assert.Null(browser.Session);
    }

    [Fact]
    public async Task From_the_first_sign_in_on_the_account_decides_and_no_longer_the_address()
    {
        await using var server = await StartAsync();
        var id = await InviteAsync(server, "ann@example.com");
        using var ann = new ProviderBrowser(server.Client());
        await ann.SignInAsync();

        _provider.Account = new { sub = "1", email = "new@example.com", email_verified = false };
        ann.Forget();
        Assert.Equal("/", await ann.SignInAsync());
        Assert.Equal($"person:{id} 1", await ann.ReadAsync("/api/numbers"));

        _provider.Account = new { sub = "2", email = "ann@example.com", email_verified = true };
        using var successor = new ProviderBrowser(server.Client());
        Assert.Equal("/signin?denied=other-account", await successor.SignInAsync());
        Assert.Null(successor.Session);
    }

    [Fact]
    public async Task Whoever_signs_in_again_gets_a_session_of_its_own_and_the_former_ends()
    {
        await using var server = await StartAsync();
        await InviteAsync(server, "ann@example.com");
        using var browser = new ProviderBrowser(server.Client());
        await browser.SignInAsync();
        var former = browser.Session;

        await browser.SignInAsync();

        Assert.NotEqual(former, browser.Session);
        Assert.Equal(1L, await _database.ReadAsync<long>("SELECT count(*) FROM sessions WHERE ended_at IS NULL"));
        Assert.Equal(1L, await _database.ReadAsync<long>("SELECT count(*) FROM sessions WHERE ended_at IS NOT NULL"));
    }

    [Fact]
    public async Task A_state_that_this_browser_did_not_begin_with_is_refused()
    {
        await using var server = await StartAsync();
        await InviteAsync(server, "ann@example.com");
        using var browser = new ProviderBrowser(server.Client());
        var back = await browser.GoAsync();

        using var victim = new ProviderBrowser(server.Client());
        Assert.Equal(Failed, await victim.FollowAsync(back));
        await victim.GoAsync();
        Assert.Equal(Failed, await victim.FollowAsync(back));
        Assert.Null(victim.Session);

        var code = QueryHelpers.ParseQuery(back.Query)["code"];
        var forged = new Uri($"{back.GetLeftPart(UriPartial.Path)}?code={code}&state=x");
        Assert.Equal(Failed, await browser.FollowAsync(forged));
        Assert.Null(browser.Session);
    }

    [Fact]
    public async Task A_code_without_the_verifier_that_belongs_to_it_is_worth_nothing()
    {
        await using var server = await StartAsync();
        await InviteAsync(server, "ann@example.com");
        using var thief = new ProviderBrowser(server.Client());
        using var browser = new ProviderBrowser(server.Client());
        var stolen = QueryHelpers.ParseQuery((await browser.GoAsync()).Query)["code"];
        var own = await thief.GoAsync();
        var state = QueryHelpers.ParseQuery(own.Query)["state"];

        var answer = await thief.FollowAsync(new Uri(
            $"{own.GetLeftPart(UriPartial.Path)}?code={stolen}&state={Uri.EscapeDataString(state.ToString())}"));

        Assert.Equal(Failed, answer);
        Assert.Equal(["the verifier is not that of the challenge"], _provider.Refusals);
    }

    [Fact]
    public async Task Who_declines_there_is_back_at_the_sign_in_page()
    {
        await using var server = await StartAsync();
        _provider.Declines = true;
        using var browser = new ProviderBrowser(server.Client());
        Assert.Equal(Failed, await browser.SignInAsync());
    }

    [Fact]
    public async Task A_discovery_document_that_speaks_for_somebody_else_is_not_used()
    {
        await using var server = await StartAsync();
        _provider.Issuer = "https://other.example";
        using var browser = new ProviderBrowser(server.Client());
        Assert.Equal(Failed, (await browser.RedirectAsync(AccessPaths.OAuth)).OriginalString);
    }

    [Fact]
    public async Task A_provider_without_discovery_that_lists_addresses_elsewhere_works_as_GitHub_does()
    {
        await using var server = await StartAsync(
            ("AUTHORITY", ""),
            ("AUTHORIZATION_URL", _provider.Url + "/authorize"), ("TOKEN_URL", _provider.Url + "/token"),
            ("USERINFO_URL", _provider.Url + "/userinfo"), ("EMAILS_URL", _provider.Url + "/emails"),
            ("CLAIM_ID", "id"), ("SCOPES", "read:user user:email"));
        var id = await InviteAsync(server, "ann@example.com");
        _provider.Account = new { id = 583231, login = "ann", email = "public@example.com" };
        _provider.Emails = new[]
        {
            new { email = "old@example.com", primary = false, verified = true },
            new { email = "ann@example.com", primary = true, verified = true },
        };
        using var browser = new ProviderBrowser(server.Client());

        Assert.Equal("/", await browser.SignInAsync());

        Assert.Equal($"person:{id} 1", await browser.ReadAsync("/api/numbers"));
        Assert.Equal("583231", await _database.ReadAsync<string>("SELECT subject FROM person_logins"));
    }

    [Fact]
    public async Task An_allowed_domain_needs_no_invitation_and_brings_the_least_that_was_set()
    {
        await using var server = await StartAsync(("DOMAINS", "example.com, example.org"), ("DOMAIN_ROLE", "viewer"));
        using var browser = new ProviderBrowser(server.Client());

        Assert.Equal("/", await browser.SignInAsync());

        var person = Assert.Single(
            await server.Services.GetRequiredService<PeopleDesk>().ListAsync(Cancel), one => one.Email is not null);
        Assert.Equal(("ann@example.com", Role.Viewer), (person.Email, person.Role));
        _provider.Account = new { sub = "2", email = "eve@example.com.evil.example", email_verified = true };
        browser.Forget();
        Assert.Equal(NotInvited, await browser.SignInAsync());
        _provider.Account = new { sub = "3", email = "eve@example.com", email_verified = false };
        Assert.Equal("/signin?denied=not-verified", await browser.SignInAsync());
    }

    [Fact]
    public async Task A_console_that_is_set_up_wrongly_does_not_start_and_says_what_to_change()
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(
            () => StartAsync(("CLIENT_ID", ""), ("NAME", "")));

        Assert.Equal(2, refused.Failures.Count());
        Assert.Contains("DASHBOARD_OAUTH_CLIENT_ID is missing", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Behind_a_proxy_the_provider_is_told_the_address_that_people_see()
    {
        await using var server = await StartAsync(
            ("REDIRECT_URL", "https://console.example.com/signin/oauth/callback"));
        await InviteAsync(server, "ann@example.com");
        using var browser = new ProviderBrowser(server.Client());

        var back = await browser.GoAsync();

        Assert.Equal("console.example.com", back.Host);
        Assert.Equal("/", await browser.FollowAsync(back));
    }

    /// <param name="settings">Without their common beginning; they go before what every provider needs.</param>
    private Task<AccessServer> StartAsync(params (string Name, string Value)[] settings)
    {
        (string Name, string Value)[] needed =
        [
            ("NAME", "Example & Co"), ("AUTHORITY", _provider.Url), ("CLIENT_ID", IdentityProvider.ClientId),
            ("CLIENT_SECRET", IdentityProvider.ClientSecret),
        ];
        return AccessServer.StartAsync(
            _database,
            [
                .. settings.Concat(needed).DistinctBy(setting => setting.Name)
                    .Select(setting => ("DASHBOARD_OAUTH_" + setting.Name, setting.Value)),
            ]);
    }

    private static async Task<string> InviteAsync(AccessServer server, string email) =>
        Assert.IsType<InviteResult.Invited>(await server.Services.GetRequiredService<PeopleDesk>().InviteAsync(
            new InvitePerson(email, "operator"), new EventContext("test"), Cancel)).PersonId;
}

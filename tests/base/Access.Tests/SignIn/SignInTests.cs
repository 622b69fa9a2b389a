using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dashboard.Access.SignIn;
using Dashboard.EventStore;
using Dashboard.Testing;
using Xunit;

namespace Dashboard.Access.Tests.SignIn;

public sealed class SignInTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private AccessServer _server = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(EventStoreModule.Migrations, AccessModule.Migrations);
        _server = await AccessServer.StartAsync(_database);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task A_link_signs_in_and_leads_to_the_wanted_page()
    {
        using var browser = new CookieClient(_server.Client());

        var answer = await PostAsync(browser, await _server.IssueTokenAsync(), "/calls?route=gus");
        var location = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);

        Assert.Equal("/calls?route=gus", location.GetProperty("location").GetString());
        Assert.Equal("page", await (await browser.GetAsync("/")).Content.ReadAsStringAsync(Cancel));
        Assert.Equal(
            "person:admin 1", await (await browser.GetAsync("/api/numbers")).Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task The_cookies_are_out_of_reach_of_scripts_and_of_foreign_sites()
    {
        using var browser = new CookieClient(_server.Client());

        var answer = await PostAsync(browser, await _server.IssueTokenAsync());
        var cookies = answer.Headers.GetValues("Set-Cookie").ToList();

        Assert.Equal(["dashboard", "dashboard-known"], cookies.Select(cookie => cookie.Split('=')[0]).Order());
        Assert.All(cookies, cookie =>
        {
            Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        });
    }

    [Fact]
    public async Task A_link_works_once()
    {
        using var browser = new CookieClient(_server.Client());
        var token = await _server.IssueTokenAsync();

        Assert.Equal(HttpStatusCode.OK, (await PostAsync(browser, token)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(browser, token)).StatusCode);
    }

    [Fact]
    public async Task Of_many_who_open_a_link_at_the_same_time_one_gets_in()
    {
        using var browser = new CookieClient(_server.Client());
        var token = await _server.IssueTokenAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => PostAsync(browser, token)));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_link_works_for_15_minutes()
    {
        using var browser = new CookieClient(_server.Client());
        var early = await _server.IssueTokenAsync();
        var late = await _server.IssueTokenAsync();

        _server.Clock.Advance(SignInLinks.Lifetime - TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(browser, early)).StatusCode);

        _server.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(browser, late)).StatusCode);
    }

    [Fact]
    public async Task A_link_with_another_secret_is_refused_and_stays_usable()
    {
        using var browser = new CookieClient(_server.Client());
        var token = await _server.IssueTokenAsync();
        var wrong = token[..^1] + (token[^1] == 'A' ? 'B' : 'A');

        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(browser, wrong)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(browser, token)).StatusCode);
    }

    [Theory]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("https://evil.example/")]
    [InlineData("")]
    [InlineData(null)]
    public void Signing_in_never_leads_to_another_site(string? wanted) =>
        Assert.Equal("/", SignInEndpoints.LocalPath(wanted));

    [Fact]
    public async Task Another_site_cannot_sign_a_browser_in()
    {
        using var browser = new CookieClient(_server.Client());
        var content = JsonContent.Create(new { token = await _server.IssueTokenAsync() });

        var answer = await browser.SendAsync(
            HttpMethod.Post, AccessPaths.SignIn, content, ("Origin", "https://evil.example"));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task The_page_says_where_to_find_a_link()
    {
        using var browser = new CookieClient(_server.Client());

        var page = await (await browser.GetAsync(AccessPaths.SignIn)).Content.ReadAsStringAsync(Cancel);

        Assert.Contains("./dev signin", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_in_is_on_the_record_without_the_secret()
    {
        using var browser = new CookieClient(_server.Client());
        var token = await _server.IssueTokenAsync();
        await PostAsync(browser, token);

        var types = await _database.ReadAsync<string>("SELECT string_agg(type, ' ' ORDER BY seq_id) FROM mt_events");
        var data = await _database.ReadAsync<string>("SELECT string_agg(data::text, ' ') FROM mt_events");

        Assert.Equal("sign_in_link_issued signed_in", types);
        Assert.DoesNotContain(token.Split('.')[1], data, StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> PostAsync(CookieClient browser, string token, string? wanted = null) =>
        browser.SendAsync(HttpMethod.Post, AccessPaths.SignIn, JsonContent.Create(new { token, @return = wanted }));
}

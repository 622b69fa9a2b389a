using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dashboard.Access.SignIn;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dashboard.Web.Tests.Acceptance;

/// <summary>Behind a proxy that ends TLS, and without one.</summary>
public sealed class ProxyTests : IAsyncLifetime
{
    private readonly TestConsole _behind = new()
    {
        Settings = ["--DASHBOARD_PUBLIC_URL=https://llmops.example.com", "--DASHBOARD_TRUSTED_PROXIES=10.0.0.0/8, 127.0.0.1"],
    };

    private readonly TestConsole _open = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _behind.InitializeAsync();
        await _open.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _behind.DisposeAsync();
        await _open.DisposeAsync();
    }

    [Fact]
    public async Task What_a_trusted_proxy_says_makes_cookies_secure_and_names_the_browser()
    {
        using var answer = await SignInAsync(_behind, [
            ("X-Forwarded-For", "198.51.100.7, 10.1.2.3"), ("X-Forwarded-Proto", "https"),
            ("X-Forwarded-Host", "llmops.example.com"), ("Origin", "https://llmops.example.com")]);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.All(
            answer.Headers.GetValues("Set-Cookie"),
            cookie => Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase));
        Assert.Equal("198.51.100.7", await _behind.Database.ReadAsync<string>("SELECT address FROM sessions"));
    }

    [Fact]
    public async Task A_proxy_that_says_nothing_of_https_is_known_by_the_public_address()
    {
        using var answer = await SignInAsync(_behind, [("Host", "llmops.example.com"), ("Origin", "https://llmops.example.com")]);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.All(
            answer.Headers.GetValues("Set-Cookie"),
            cookie => Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task What_somebody_else_says_counts_for_nothing()
    {
        using var answer = await SignInAsync(_open, [
            ("X-Forwarded-For", "198.51.100.7"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "evil.example")]);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.All(
            answer.Headers.GetValues("Set-Cookie"),
            cookie => Assert.DoesNotContain("secure", cookie, StringComparison.OrdinalIgnoreCase));
        Assert.Equal("127.0.0.1", await _open.Database.ReadAsync<string>("SELECT address FROM sessions"));
    }

    [Fact]
    public async Task Links_name_the_public_address_and_without_one_that_of_the_settings_never_the_host_header()
    {
        using var behind = _behind.Admin();
        using var open = _open.Admin();
        open.DefaultRequestHeaders.Host = "evil.example";

        Assert.StartsWith("https://llmops.example.com/signin/join#", await InviteAsync(behind), StringComparison.Ordinal);
        Assert.StartsWith($"{_open.Url}signin/join#", await InviteAsync(open), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("llmops.example.com", HttpStatusCode.OK)]
    [InlineData("LLMOPS.example.com:443", HttpStatusCode.OK)]
    [InlineData("127.0.0.1", HttpStatusCode.OK)]
    [InlineData("evil.example", HttpStatusCode.BadRequest)]
    [InlineData("llmops.example.com.evil.example", HttpStatusCode.BadRequest)]
    [InlineData("169.254.169.254", HttpStatusCode.BadRequest)]
    public async Task Only_own_names_are_answered_where_there_is_a_public_address(string host, HttpStatusCode expected)
    {
        using var client = _behind.Admin();
        client.DefaultRequestHeaders.Host = host;

        Assert.Equal(expected, (await client.GetAsync(Path("api/routes"), Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(Path("healthz"), Ct)).StatusCode);
    }

    [Fact]
    public async Task Every_name_is_answered_where_nothing_is_set()
    {
        using var client = _open.Admin();
        client.DefaultRequestHeaders.Host = "whatever.example";

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(Path("api/routes"), Ct)).StatusCode);
    }

    private static async Task<string?> InviteAsync(HttpClient client)
    {
        using var answer = await client.PostAsJsonAsync(
            Path("api/people"), new { email = "ann@example.com", role = "viewer" }, Ct);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("link").GetString();
    }

    private static async Task<HttpResponseMessage> SignInAsync(TestConsole console, (string Name, string Value)[] headers)
    {
        var path = await console.Services.GetRequiredService<SignInLinks>().IssueAsync("test", Ct);
        using var handler = new SocketsHttpHandler { UseCookies = false };
        using var client = new HttpClient(handler) { BaseAddress = console.Url };
        using var request = new HttpRequestMessage(HttpMethod.Post, "signin")
        {
            Content = JsonContent.Create(new { token = path.Split('#')[1] }),
        };
        foreach (var (name, value) in headers)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        }

        return await client.SendAsync(request, Ct);
    }

    private static Uri Path(string path) => new(path, UriKind.Relative);
}

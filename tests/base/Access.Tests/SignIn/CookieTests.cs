using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dashboard.EventStore;
using Dashboard.Testing;
using Xunit;

namespace Dashboard.Access.Tests.SignIn;

public sealed class CookieTests : IAsyncLifetime
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
    public async Task A_cookie_means_nothing_where_programs_call()
    {
        using var browser = await _server.SignInAsync(Role.Admin);

        var answer = await browser.SendAsync(HttpMethod.Post, "/v1/traces");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task A_write_with_a_cookie_needs_the_antiforgery_token()
    {
        using var browser = await _server.SignInAsync(Role.Operator);

        Assert.Equal(HttpStatusCode.BadRequest, (await browser.SendAsync(HttpMethod.Post, "/api/rollback")).StatusCode);

        var token = await (await browser.GetAsync("/api/antiforgery")).Content.ReadFromJsonAsync<JsonElement>(Cancel);
        var answer = await browser.SendAsync(
            HttpMethod.Post,
            "/api/rollback",
            headers: (token.GetProperty("header").GetString()!, token.GetProperty("token").GetString()!));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData(Role.Viewer, HttpStatusCode.Forbidden)]
    [InlineData(Role.Reviewer, HttpStatusCode.Forbidden)]
    [InlineData(Role.Manager, HttpStatusCode.Forbidden)]
    [InlineData(Role.Operator, HttpStatusCode.OK)]
    [InlineData(Role.Admin, HttpStatusCode.OK)]
    public async Task A_role_decides_who_may_roll_back(Role role, HttpStatusCode expected)
    {
        using var browser = await _server.SignInAsync(role);
        var token = await (await browser.GetAsync("/api/antiforgery")).Content.ReadFromJsonAsync<JsonElement>(Cancel);

        var answer = await browser.SendAsync(
            HttpMethod.Post, "/api/rollback", headers: ("x-csrf-token", token.GetProperty("token").GetString()!));

        Assert.Equal(expected, answer.StatusCode);
    }

    [Theory]
    [InlineData("http://localhost", HttpStatusCode.OK)]
    [InlineData("http://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("http://localhost:81", HttpStatusCode.Forbidden)]
    [InlineData("null", HttpStatusCode.Forbidden)]
    public async Task A_live_connection_must_come_from_our_own_page(string origin, HttpStatusCode expected)
    {
        using var browser = await _server.SignInAsync(Role.Viewer);

        var answer = await browser.SendAsync(HttpMethod.Get, "/_blazor", headers: ("Origin", origin));

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task Signing_out_removes_the_cookie()
    {
        using var browser = await _server.SignInAsync(Role.Viewer);
        var token = await (await browser.GetAsync("/api/antiforgery")).Content.ReadFromJsonAsync<JsonElement>(Cancel);

        var answer = await browser.SendAsync(
            HttpMethod.Post, AccessPaths.SignOut, headers: ("x-csrf-token", token.GetProperty("token").GetString()!));

        Assert.Equal(AccessPaths.SignIn, answer.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/")).StatusCode);
    }

    [Fact]
    public async Task A_forged_cookie_is_no_cookie()
    {
        using var client = _server.Client();
        client.DefaultRequestHeaders.Add("Cookie", "dashboard=CfDJ8forged");

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/numbers", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await client.GetAsync("/", Cancel)).StatusCode);
    }
}

using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dashboard.Access.Sessions;
using Dashboard.EventStore;
using Dashboard.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dashboard.Access.Tests.Sessions;

public sealed class SessionTests : IAsyncLifetime
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
    public async Task Each_browser_has_a_session_of_its_own_and_knows_which()
    {
        using var first = await _server.SignInAsync(Role.Admin);
        using var second = await _server.SignInAsync(Role.Admin);

        var sessions = await ListAsync(second);

        Assert.Equal(2, sessions.Count);
        Assert.Single(sessions, session => session.GetProperty("current").GetBoolean());
        Assert.All(sessions, session => Assert.Equal("192.0.2.1", session.GetProperty("address").GetString()));
    }

    [Fact]
    public async Task An_ended_session_is_refused_at_its_next_request_and_the_others_go_on()
    {
        using var ended = await _server.SignInAsync(Role.Admin);
        using var other = await _server.SignInAsync(Role.Admin);

        var answer = await DeleteAsync(other, "/api/sessions/" + await OwnIdAsync(ended));

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await ended.GetAsync("/api/numbers")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/api/numbers")).StatusCode);
    }

    [Fact]
    public async Task A_session_that_ends_elsewhere_ends_here()
    {
        using var browser = await _server.SignInAsync(Role.Admin);
        var id = await OwnIdAsync(browser);

        await _database.ExecuteAsync("UPDATE sessions SET ended_at = now()");
        await _database.ExecuteAsync("SELECT pg_notify('dashboard', 'sessions:elsewhere')");

        var book = _server.Services.GetRequiredService<SessionBook>();
        await Eventually.BecomesAsync(false, () => Task.FromResult(book.IsLive(id)));
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/api/numbers")).StatusCode);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_so_that_a_copied_cookie_is_worth_nothing()
    {
        using var browser = await _server.SignInAsync(Role.Admin);
        var id = await OwnIdAsync(browser);

        await SendAsync(browser, HttpMethod.Post, AccessPaths.SignOut);

        Assert.False(_server.Services.GetRequiredService<SessionBook>().IsLive(id));
    }

    [Fact]
    public async Task Signing_in_ends_the_session_that_the_browser_brought_along()
    {
        using var browser = await _server.SignInAsync(Role.Admin);
        var before = await OwnIdAsync(browser);

        await browser.SendAsync(HttpMethod.Post, AccessPaths.SignIn, JsonContent.Create(
            new { token = await _server.IssueTokenAsync() }));

        Assert.NotEqual(before, await OwnIdAsync(browser));
        Assert.False(_server.Services.GetRequiredService<SessionBook>().IsLive(before));
    }

    [Fact]
    public async Task All_other_browsers_are_signed_out_at_once()
    {
        using var first = await _server.SignInAsync(Role.Admin);
        using var second = await _server.SignInAsync(Role.Admin);
        using var mine = await _server.SignInAsync(Role.Admin);

        await DeleteAsync(mine, "/api/sessions");

        Assert.Equal(HttpStatusCode.Unauthorized, (await first.GetAsync("/api/numbers")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await second.GetAsync("/api/numbers")).StatusCode);
        Assert.Single(await ListAsync(mine));
    }

    [Fact]
    public async Task A_key_without_admin_sees_and_ends_no_one_s_session()
    {
        using var browser = await _server.SignInAsync(Role.Admin);
        using var reader = _server.Client();
        reader.DefaultRequestHeaders.Add("x-api-key", _server.AddKey([Scopes.Read]));

        var seen = await reader.GetFromJsonAsync<JsonElement>("/api/sessions", Cancel);
        var answer = await reader.DeleteAsync("/api/sessions/" + await OwnIdAsync(browser), Cancel);

        Assert.Equal(0, seen.GetProperty("items").GetArrayLength());
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/api/numbers")).StatusCode);
    }

    [Fact]
    public async Task Ending_a_session_needs_the_antiforgery_token()
    {
        using var browser = await _server.SignInAsync(Role.Admin);

        var answer = await browser.SendAsync(HttpMethod.Delete, "/api/sessions/" + await OwnIdAsync(browser));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task The_last_request_is_known_to_a_minute()
    {
        using var browser = await _server.SignInAsync(Role.Admin);
        _server.Clock.Advance(TimeSpan.FromMinutes(5));

        var session = Assert.Single(await ListAsync(browser));

        Assert.Equal(_server.Clock.GetUtcNow(), session.GetProperty("last_seen_at").GetDateTimeOffset());
    }

    [Fact]
    public async Task A_session_that_nobody_used_for_30_days_is_over_and_forgotten()
    {
        using var forgotten = await _server.SignInAsync(Role.Admin);
        var id = await OwnIdAsync(forgotten);
        _server.Clock.Advance(TimeSpan.FromDays(31));

        using var browser = await _server.SignInAsync(Role.Admin);

        Assert.DoesNotContain(await ListAsync(browser), session => session.GetProperty("id").GetString() == id);
        Assert.Equal(1, await _database.ReadAsync<long>("SELECT count(*) FROM sessions"));
    }

    [Fact]
    public async Task Who_ended_a_session_is_on_record()
    {
        using var browser = await _server.SignInAsync(Role.Admin);
        using var other = await _server.SignInAsync(Role.Admin);
        var id = await OwnIdAsync(other);

        await DeleteAsync(browser, "/api/sessions/" + id);

        var store = _server.Services.GetRequiredService<EventStore.EventStore>();
        var ended = Assert.Single(await store.FindAsync(new EventSearch { Type = "session_revoked" }, 10, Cancel));
        Assert.Equal(("session:" + id, "person:admin"), (ended.StreamId, ended.Actor));
    }

    private static async Task<IReadOnlyList<JsonElement>> ListAsync(CookieClient browser)
    {
        var answer = await (await browser.GetAsync("/api/sessions")).Content.ReadFromJsonAsync<JsonElement>(Cancel);
        return [.. answer.GetProperty("items").EnumerateArray()];
    }

    private static async Task<string> OwnIdAsync(CookieClient browser) =>
        (await ListAsync(browser)).Single(session => session.GetProperty("current").GetBoolean())
            .GetProperty("id").GetString()!;

    private static Task<HttpResponseMessage> DeleteAsync(CookieClient browser, string path) =>
        SendAsync(browser, HttpMethod.Delete, path);

    private static async Task<HttpResponseMessage> SendAsync(CookieClient browser, HttpMethod method, string path)
    {
        var token = await (await browser.GetAsync("/api/antiforgery")).Content.ReadFromJsonAsync<JsonElement>(Cancel);
        return await browser.SendAsync(
            method, path, null, (token.GetProperty("header").GetString()!, token.GetProperty("token").GetString()!));
    }
}

using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dashboard.Access.People;
using Dashboard.EventStore;
using Dashboard.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dashboard.Access.Tests.Passwords;

/// <summary>A server on which Ann can be invited, join and sign in.</summary>
public abstract class PasswordTestBase : IAsyncLifetime
{
    protected const string Email = "ann@example.com";
    protected const string Password = "correct horse battery";

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private protected TestDatabase Database { get; private set; } = null!;

    private protected AccessServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Database = await TestDatabase.CreateAsync(EventStoreModule.Migrations, AccessModule.Migrations);
        Server = await AccessServer.StartAsync(Database);
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected async Task<(string Id, string Token)> InviteAsync(Role role, string email = Email)
    {
        var result = await Server.Services.GetRequiredService<PeopleDesk>()
            .InviteAsync(new InvitePerson(email, role.Name()), new EventContext("test"), Cancel);
        var invited = Assert.IsType<InviteResult.Invited>(result);
        return (invited.PersonId, invited.Link.Path.Split('#')[1]);
    }

    protected async Task<string> JoinAsync()
    {
        var (id, token) = await InviteAsync(Role.Operator);
        using var browser = new CookieClient(Server.Client());
        var joined = await PostAsync(browser, "/signin/join", new { token, name = "Ann", password = Password });
        Assert.Equal(HttpStatusCode.OK, joined.StatusCode);
        return id;
    }

    protected async Task<string> IssueResetAsync(string personId)
    {
        var (_, link) = await Server.Services.GetRequiredService<PeopleDesk>()
            .IssueResetAsync(personId, new EventContext("test"), Cancel);
        return link!.Path.Split('#')[1];
    }

    private protected static async Task<string?> OwnSessionAsync(CookieClient browser) =>
        (await JsonAsync(await browser.GetAsync("/api/sessions"))).GetProperty("items").EnumerateArray()
            .Where(session => session.GetProperty("current").GetBoolean())
            .Select(session => Text(session, "id"))
            .Single();

    private protected static Task<HttpResponseMessage> SignInAsync(
        CookieClient browser, string email, string password, string? wanted = null, string address = "192.0.2.1") =>
        browser.SendAsync(
            HttpMethod.Post,
            "/signin/password",
            JsonContent.Create(new { email, password, @return = wanted }),
            ("test-address", address));

    private protected static Task<HttpResponseMessage> ChangeAsync(CookieClient browser, string former, string next) =>
        browser.WriteAsync(HttpMethod.Put, "/api/me/password", new { old_password = former, new_password = next });

    private protected static Task<HttpResponseMessage> PostAsync(CookieClient browser, string path, object body) =>
        browser.SendAsync(HttpMethod.Post, path, JsonContent.Create(body));

    protected static Task<JsonElement> JsonAsync(HttpResponseMessage answer) =>
        answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);

    protected static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    protected static IEnumerable<string> Names(HttpResponseMessage answer) =>
        answer.Headers.Select(header => header.Key).Order();

    private protected static async Task<string> TextAsync(CookieClient browser, string path) =>
        await (await browser.GetAsync(path)).Content.ReadAsStringAsync(Cancel);
}

using System.Security.Claims;
using Bunit;
using Dashboard.Access;
using Dashboard.Access.People;
using Dashboard.Access.Sessions;
using Dashboard.EventStore;
using Dashboard.Postgres;
using Dashboard.Testing;
using Dashboard.Ui;
using Dashboard.Web.Settings;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dashboard.Web.Tests.Settings;

public sealed class SessionsPageTests : BunitContext, IAsyncLifetime
{
    private TestDatabase _database = null!;
    private WebServer _server = null!;

    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(EventStoreModule.Migrations, AccessModule.Migrations);
        _server = await WebServer.StartAsync(_database.ConnectionString);
        Services.AddSingleton(_server.Services.GetRequiredService<SessionDesk>());
        Services.AddSingleton(_server.Services.GetRequiredService<ActorNames>());
        Services.AddSingleton(_server.Services.GetRequiredService<DecisionsDoorbell>());
        Services.AddSingleton(TimeProvider.System);
        Services.AddUi();
        JSInterop.Mode = JSRuntimeMode.Loose;
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await DisposeAsync();
        await _server.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Whoever_looks_recognises_their_own_session_and_ends_the_other()
    {
        await _database.ExecuteAsync("""
            INSERT INTO sessions (session_id, person, created_at, last_seen_at, user_agent, address)
            VALUES ('mine', 'person:ann', now(), now(), 'Firefox', '192.0.2.1'),
                   ('other', 'person:ann', now(), now(), 'Chrome', '192.0.2.2'),
                   ('bobs', 'person:bob', now(), now(), 'Safari', '192.0.2.3')
            """);
        var user = new ClaimsPrincipal(new ClaimsIdentity(
            [new Claim(ClaimTypes.NameIdentifier, "person:ann"), new Claim("session", "mine")], "cookie"));

        var page = Render<SessionsPage>(p => p.AddCascadingValue(Task.FromResult(new AuthenticationState(user))));
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("tbody tr").Count));
        Assert.Single(page.FindAll("tbody button"));
        await page.Find("tbody button").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Single(page.FindAll("tbody tr")));
        Assert.Contains("this one", page.Find("tbody tr").TextContent, StringComparison.Ordinal);
        var desk = _server.Services.GetRequiredService<SessionDesk>();
        Assert.Equal(
            ["bobs", "mine"], (await desk.ListAsync(person: null, Cancel)).Select(session => session.Id).Order());
    }
}

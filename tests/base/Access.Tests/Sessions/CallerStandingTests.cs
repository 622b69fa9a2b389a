using System.Security.Claims;
using Dashboard.Access.Authentication;
using Dashboard.Access.People;
using Dashboard.Access.Sessions;
using Dashboard.Access.SignIn;
using Dashboard.EventStore;
using Dashboard.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dashboard.Access.Tests.Sessions;

public sealed class CallerStandingTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private AccessServer _server = null!;
    private CallerStanding _standing = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(EventStoreModule.Migrations, AccessModule.Migrations);
        _server = await AccessServer.StartAsync(_database);
        _standing = _server.Services.GetRequiredService<CallerStanding>();
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task A_changed_role_a_revoked_session_and_a_removed_person_end_it()
    {
        var desk = _server.Services.GetRequiredService<PeopleDesk>();
        var (ann, caller, session) = await CallerAsync(Role.Operator);
        Assert.True(_standing.Holds(caller, Scopes.Deploy));

        await desk.ChangeRoleAsync(ann, Role.Viewer, By, Cancel);
        Assert.False(_standing.Holds(caller, Scopes.Deploy));
        Assert.True(_standing.Holds(caller, Scopes.Read));

        await _server.Services.GetRequiredService<SessionDesk>().EndAsync(session, Cancel);
        Assert.False(_standing.Holds(caller, Scopes.Read));

        await desk.RemoveAsync(ann, By, Cancel);
        Assert.False(_standing.Holds(caller, Scopes.Read));
    }

    [Fact]
    public void A_key_holds_while_it_is_valid()
    {
        var key = _server.AddKey([Scopes.Read], expiresAt: _server.Clock.GetUtcNow().AddHours(1));
        var caller = Principals.Of(
            "key:" + key.Split('_')[1], "test", new(1), [Scopes.Read], AccessSchemes.ApiKey);

        Assert.True(_standing.Holds(caller, Scopes.Read));
        Assert.False(_standing.Holds(caller, Scopes.Deploy));
        _server.Clock.Advance(TimeSpan.FromHours(1));
        Assert.False(_standing.Holds(caller, Scopes.Read));
    }

    [Fact]
    public async Task A_silent_stream_ends_within_seconds_of_the_session()
    {
        var (_, caller, session) = await CallerAsync(Role.Viewer);
        var stream = _standing.WhileAsync(caller, Scopes.Read, OneThenSilence(Cancel), Cancel)
            .GetAsyncEnumerator(Cancel);
        Assert.True(await stream.MoveNextAsync());
        var next = stream.MoveNextAsync();

        await _server.Services.GetRequiredService<SessionDesk>().EndAsync(session, Cancel);
        _server.Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.False(await next);
        await stream.DisposeAsync();
    }

    [Fact]
    public async Task Who_has_lost_the_scope_opens_no_new_stream()
    {
        var (_, caller, _) = await CallerAsync(Role.Viewer);

        await foreach (var _ in _standing.WhileAsync(caller, Scopes.Deploy, OneThenSilence(Cancel), Cancel))
        {
            Assert.Fail("There was nothing to see.");
        }
    }

    private static EventContext By => new("test");

    private async Task<(string PersonId, ClaimsPrincipal Caller, string Session)> CallerAsync(Role role)
    {
        var ann = await _server.JoinAsync("ann@example.com", role);
        var session = await _server.Services.GetRequiredService<SessionDesk>()
            .BeginAsync("person:" + ann, "Firefox", "192.0.2.1", Cancel);
        var person = _server.Services.GetRequiredService<PersonBook>().Find(ann)!;
        return (ann, PersonIdentity.Of(person, session), session);
    }

    private static async IAsyncEnumerable<int> OneThenSilence(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        yield return 1;
        await Task.Delay(Timeout.InfiniteTimeSpan, ct);
    }
}

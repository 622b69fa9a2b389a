using Dashboard.Access.People;
using Dashboard.EventStore;
using Dashboard.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dashboard.Access.Tests.People;

public sealed class OutsideDoorTests : IAsyncLifetime
{
    private const string Issuer = "https://issuer.example";

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
    public async Task Who_was_invited_joins_with_the_role_of_the_invitation_and_the_name_of_the_account()
    {
        await InviteAsync("ann@example.com");

        var admitted = Assert.IsType<AdmitResult.Admitted>(await AdmitAsync("1", "Ann@Example.com", "Ann"));

        var ann = _server.Services.GetRequiredService<PersonBook>().Find(admitted.PersonId);
        Assert.Equal(("Ann", Role.Operator), (ann?.Name, ann?.Role));
    }

    [Fact]
    public async Task Who_came_before_is_known_by_the_account_also_under_a_new_address()
    {
        await InviteAsync("ann@example.com");
        var first = await AdmitAsync("1", "ann@example.com");

        Assert.Equal(first, await AdmitAsync("1", "ann.archer@example.com"));
    }

    [Fact]
    public async Task Nobody_comes_in_uninvited()
    {
        Assert.IsType<AdmitResult.NotInvited>(await AdmitAsync("1", "eve@example.com"));
        Assert.Equal(0, await _database.ReadAsync<long>("SELECT count(*) FROM person_logins"));
    }

    [Fact]
    public async Task An_invitation_that_is_too_old_lets_nobody_in()
    {
        await InviteAsync("ann@example.com");
        _server.Clock.Advance(PeopleDesk.InvitationLifetime);

        Assert.IsType<AdmitResult.InvitationExpired>(await AdmitAsync("1", "ann@example.com"));
    }

    [Fact]
    public async Task Whoever_gets_an_old_address_does_not_get_the_person_with_it()
    {
        await InviteAsync("ann@example.com");
        await AdmitAsync("1", "ann@example.com");

        Assert.IsType<AdmitResult.OtherAccount>(await AdmitAsync("2", "ann@example.com"));
    }

    [Fact]
    public async Task A_removed_person_is_not_let_in_again()
    {
        await InviteAsync("ann@example.com");
        var admitted = Assert.IsType<AdmitResult.Admitted>(await AdmitAsync("1", "ann@example.com"));

        await _server.Services.GetRequiredService<PeopleDesk>()
            .RemoveAsync(admitted.PersonId, new EventContext("test"), Cancel);

        Assert.IsType<AdmitResult.NotInvited>(await AdmitAsync("1", "ann@example.com"));
    }

    private Task<InviteResult> InviteAsync(string email) => _server.Services.GetRequiredService<PeopleDesk>()
        .InviteAsync(new InvitePerson(email, "operator"), new EventContext("test"), Cancel);

    private Task<AdmitResult> AdmitAsync(string subject, string email, string? name = null) =>
        _server.Services.GetRequiredService<OutsideDoor>()
            .AdmitAsync(new OutsideIdentity(Issuer, subject, email, name), Cancel);
}

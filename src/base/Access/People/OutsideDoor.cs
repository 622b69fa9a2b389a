using Dashboard.EventStore;

namespace Dashboard.Access.People;

/// <summary>
/// Lets people in for whom an issuer elsewhere vouches: the person who came by this account before, else the one with
/// the verified address, who joins where they have an open invitation.
/// </summary>
public sealed class OutsideDoor
{
    private readonly PeopleStream _stream;
    private readonly PersonTable _table;
    private readonly PersonBook _book;
    private readonly TimeProvider _clock;

    internal OutsideDoor(PeopleStream stream, PersonTable table, PersonBook book, TimeProvider clock) =>
        (_stream, _table, _book, _clock) = (stream, table, book, clock);

    /// <summary>Finds out who somebody is; <see cref="SignIn.SignInDoor"/> then signs them in.</summary>
    public async Task<AdmitResult> AdmitAsync(OutsideIdentity who, CancellationToken ct)
    {
        if (await _table.FindLoginAsync(who.Issuer, who.Subject, ct) is { } known)
        {
            return await _book.FindAsync(known, ct) is null
                ? new AdmitResult.NotInvited()
                : new AdmitResult.Admitted(known);
        }

        if (who.Email is null)
        {
            return new AdmitResult.NotVerified();
        }

        if (await _table.FindByEmailAsync(who.Email, ct) is not { PersonId: var personId } details)
        {
            return new AdmitResult.NotInvited();
        }

        var now = _clock.GetUtcNow();
        var outcome = await _stream.DecideAsync(
            roster => RosterDecisions.Admit(roster, personId, who.Issuer, now),
            new EventContext(Person.ActorOf(personId)),
            ct);
        switch (outcome)
        {
            case PersonOutcome.NotFound:
                return new AdmitResult.NotInvited();
            case PersonOutcome.LinkNotValid:
                return new AdmitResult.InvitationExpired();
        }

        if (!await _table.LinkAsync(who.Issuer, who.Subject, personId, now, ct))
        {
            return new AdmitResult.OtherAccount();
        }

        if (details.Name is null)
        {
            await _table.ChangeAsync(personId, NameOf(who, who.Email), passwordHash: null, ct);
            await _book.ReloadAsync(ct);
        }

        return new AdmitResult.Admitted(personId);
    }

    private static string NameOf(OutsideIdentity who, string email) =>
        who.Name?.Trim() is { } name && PersonRules.NameFault(name) is null ? name : email;
}

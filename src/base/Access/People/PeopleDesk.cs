using Dashboard.Access.Sessions;
using Dashboard.Access.SignIn;
using Dashboard.EventStore;

namespace Dashboard.Access.People;

/// <summary>Where administrators invite people, change what they may do, and remove them.</summary>
public sealed class PeopleDesk
{
    /// <summary>How long an invitation can be used.</summary>
    public static readonly TimeSpan InvitationLifetime = TimeSpan.FromDays(7);

    /// <summary>How long a link to a new password can be used.</summary>
    public static readonly TimeSpan ResetLifetime = TimeSpan.FromDays(1);

    // The address is kept before the decision is recorded; between the two it has no person yet.
    private static readonly TimeSpan _longestInvitation = TimeSpan.FromMinutes(1);

    private readonly PeopleStream _stream;
    private readonly PersonTable _table;
    private readonly SessionBook _sessions;
    private readonly TimeProvider _clock;

    internal PeopleDesk(PeopleStream stream, PersonTable table, SessionBook sessions, TimeProvider clock) =>
        (_stream, _table, _sessions, _clock) = (stream, table, sessions, clock);

    /// <summary>The first person, then everybody who was invited or joined.</summary>
    public Task<IReadOnlyList<PersonInfo>> ListAsync(CancellationToken ct) => _table.ListAsync(ct);

    /// <summary>Invites somebody by a link that works once; doing it again replaces the link and the role.</summary>
    public async Task<InviteResult> InviteAsync(InvitePerson command, EventContext by, CancellationToken ct)
    {
        var (email, role) = (command.Email?.Trim() ?? "", RoleNames.Parse(command.Role));
        if (Faults(email, role) is { Count: > 0 } faults)
        {
            return new InviteResult.Invalid(faults);
        }

        var personId = await TakeAddressAsync(email, ct);
        var token = SignInToken.For(personId);
        var link = new PendingLink(
            Convert.ToHexStringLower(SignInToken.Hash(token)), _clock.GetUtcNow() + InvitationLifetime);
        var outcome = await _stream.DecideAsync(
            roster => RosterDecisions.Invite(roster, personId, role!.Value, link, by.Actor), by, ct);
        if (outcome == PersonOutcome.NotAllowed && (await _stream.ReadAsync(ct)).Find(personId) is null)
        {
            await _table.ForgetAsync(personId, ct);
        }

        return outcome == PersonOutcome.Done
            ? new InviteResult.Invited(personId, role!.Value, new($"{AccessPaths.Join}#{token}", link.ExpiresAt))
            : new InviteResult.Refused(outcome);
    }

    /// <summary>Changes what a person may do, from the next request on; in open pages within seconds.</summary>
    public Task<PersonOutcome> ChangeRoleAsync(string personId, Role role, EventContext by, CancellationToken ct) =>
        _stream.DecideAsync(roster => RosterDecisions.ChangeRole(roster, personId, role, by.Actor), by, ct);

    /// <summary>
    /// Removes a person, or withdraws their invitation: their sessions end, and what is known about them is deleted.
    /// </summary>
    public async Task<PersonOutcome> RemoveAsync(string personId, EventContext by, CancellationToken ct)
    {
        var outcome = await _stream.DecideAsync(
            roster => RosterDecisions.Remove(roster, personId, by.Actor), by, ct);
        await _sessions.ReloadAsync(ct);
        return outcome;
    }

    /// <summary>
    /// Issues a link with which a person chooses a new password; null with the reason where they cannot have one. The
    /// former link and, once it is used, the former password stop working.
    /// </summary>
    public async Task<(PersonOutcome Outcome, OneTimeLink? Link)> IssueResetAsync(
        string personId, EventContext by, CancellationToken ct)
    {
        var token = SignInToken.For(personId);
        var link = new PendingLink(
            Convert.ToHexStringLower(SignInToken.Hash(token)), _clock.GetUtcNow() + ResetLifetime);
        var outcome = await _stream.DecideAsync(
            roster => RosterDecisions.IssueReset(roster, personId, link, by.Actor), by, ct);
        return (outcome, outcome == PersonOutcome.Done ? new($"{AccessPaths.Reset}#{token}", link.ExpiresAt) : null);
    }

    /// <summary>The person of an address: whoever has it, or a new one.</summary>
    private async Task<string> TakeAddressAsync(string email, CancellationToken ct)
    {
        while (true)
        {
            var now = _clock.GetUtcNow();
            if (await _table.FindByEmailAsync(email, ct) is { } owner)
            {
                if (now - owner.CreatedAt < _longestInvitation
                    || (await _stream.ReadAsync(ct)).Find(owner.PersonId) is not null)
                {
                    return owner.PersonId;
                }

                // Left behind by a console that stopped before the invitation was recorded.
                await _table.ForgetAsync(owner.PersonId, ct);
            }

            var personId = SignInToken.NewId();
            if (await _table.AddAsync(personId, email, now, ct))
            {
                return personId;
            }
        }
    }

    private static Dictionary<string, string[]> Faults(string email, Role? role)
    {
        var faults = new Dictionary<string, string[]>();
        if (PersonRules.EmailFault(email) is { } fault)
        {
            faults["email"] = [fault];
        }

        if (role is null)
        {
            faults["role"] = [$"Name one of the roles: {string.Join(", ", RoleNames.All)}."];
        }

        return faults;
    }
}

using System.Security.Claims;
using Dashboard.Access.People;
using Dashboard.Access.Sessions;
using Dashboard.EventStore;

namespace Dashboard.Access.Passwords;

/// <summary>Where people change their own password, knowing the former one.</summary>
public sealed class OwnPassword
{
    private readonly PeopleStream _stream;
    private readonly PersonTable _table;
    private readonly PasswordHashing _hashing;
    private readonly AccountAttempts _accounts;
    private readonly SessionDesk _sessions;

    internal OwnPassword(
        PeopleStream stream,
        PersonTable table,
        PasswordHashing hashing,
        AccountAttempts accounts,
        SessionDesk sessions) =>
        (_stream, _table, _hashing, _accounts, _sessions) = (stream, table, hashing, accounts, sessions);

    /// <summary>The address that a person signs in with; null where they have no password.</summary>
    public async Task<string?> EmailAsync(ClaimsPrincipal user, CancellationToken ct) =>
        await FindAsync(user, ct) is { PasswordHash: not null } details ? details.Email : null;

    /// <summary>Changes the password and ends the person's other sessions.</summary>
    public async Task<PasswordChange> ChangeAsync(
        ClaimsPrincipal user, string? former, string? next, CancellationToken ct)
    {
        if (await FindAsync(user, ct) is not { PasswordHash: { } hash } details)
        {
            return new PasswordChange.NoPassword();
        }

        if (PersonRules.PasswordFault(next ?? "", details.Email) is { } fault)
        {
            return Invalid("new_password", fault);
        }

        // Counted on the session, so that strangers who try the account's password keep nobody from changing it.
        var account = user.SessionId() is { } session ? "session:" + session : PersonRules.EmailKey(details.Email);
        if (_accounts.Begin(account) is { } wait)
        {
            return new PasswordChange.TooMany(wait);
        }

        if (await _hashing.CheckAsync(hash, former ?? "", ct) == PasswordCheck.Wrong)
        {
            return Invalid("old_password", "This is not your present password.");
        }

        _accounts.Succeed(account);
        var nextHash = await _hashing.HashAsync(next!, ct);
        var outcome = await _stream.DecideAsync(
            roster => RosterDecisions.ChangePassword(roster, details.PersonId), new EventContext(user.Actor()), ct);
        if (outcome != PersonOutcome.Done)
        {
            return new PasswordChange.NoPassword();
        }

        await _table.ChangeAsync(details.PersonId, name: null, nextHash, CancellationToken.None);
        return new PasswordChange.Changed(
            await _sessions.EndAllAsync(user.Actor(), user.SessionId(), CancellationToken.None));
    }

    private async Task<PersonDetails?> FindAsync(ClaimsPrincipal user, CancellationToken ct) =>
        Person.IdOf(user.Actor()) is { } id ? await _table.FindAsync(id, ct) : null;

    private static PasswordChange.Invalid Invalid(string field, string fault) =>
        new(new Dictionary<string, string[]> { [field] = [fault] });
}

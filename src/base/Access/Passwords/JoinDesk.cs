using Dashboard.Access.People;
using Dashboard.Access.Sessions;
using Dashboard.Access.SignIn;
using Dashboard.EventStore;

namespace Dashboard.Access.Passwords;

/// <summary>Where one-time links are opened: to join with a name and a password, or to choose a new password.</summary>
internal sealed class JoinDesk(
    PeopleStream stream,
    PersonTable table,
    PersonBook book,
    PasswordHashing hashing,
    SessionDesk sessions,
    TimeProvider clock)
{
    /// <summary>Whose a link is, without using it up; null where it does not work.</summary>
    public async Task<OpenedLink?> LookAsync(string? token, CancellationToken ct) =>
        SignInToken.TryReadId(token, out var personId)
        && (await stream.ReadAsync(ct)).Find(personId) is { Link: { } link } member
        && link.Opens(SignInToken.Hash(token), clock.GetUtcNow())
        && await table.FindAsync(personId, ct) is { } details
            ? new OpenedLink(personId, details.Email, member)
            : null;

    /// <summary>Joins with a name and a password; of two who open the same link one gets in.</summary>
    public Task<JoinResult> JoinAsync(string? token, string? name, string? password, CancellationToken ct) =>
        OpenAsync(token, mustHaveJoined: false, name?.Trim() ?? "", password ?? "", RosterDecisions.Join, ct);

    /// <summary>Replaces the password and ends the sessions that were begun with the former one.</summary>
    public async Task<JoinResult> ResetAsync(string? token, string? password, CancellationToken ct)
    {
        var result = await OpenAsync(
            token, mustHaveJoined: true, name: null, password ?? "", RosterDecisions.Reset, ct);
        if (result is JoinResult.Joined(var personId))
        {
            await sessions.EndAllAsync(Person.ActorOf(personId), except: null, ct);
        }

        return result;
    }

    private async Task<JoinResult> OpenAsync(
        string? token, bool mustHaveJoined, string? name, string password, Use use, CancellationToken ct)
    {
        if (await LookAsync(token, ct) is not { } opened || opened.Member.HasJoined != mustHaveJoined)
        {
            return new JoinResult.LinkNotValid();
        }

        if (Faults(name, password, opened.Email) is { Count: > 0 } faults)
        {
            return new JoinResult.Invalid(faults);
        }

        var hash = await hashing.HashAsync(password, ct);
        var outcome = await stream.DecideAsync(
            roster => use(roster, opened.PersonId, SignInToken.Hash(token!), clock.GetUtcNow()),
            new EventContext(Person.ActorOf(opened.PersonId)),
            ct);
        if (outcome != PersonOutcome.Done)
        {
            return new JoinResult.LinkNotValid();
        }

        // From here on the link is used up. Whoever loses the database now asks for a link to a new password.
        await table.ChangeAsync(opened.PersonId, name, hash, CancellationToken.None);
        await book.ReloadAsync(CancellationToken.None);
        return new JoinResult.Joined(opened.PersonId);
    }

    private static Dictionary<string, string[]> Faults(string? name, string password, string email)
    {
        var faults = new Dictionary<string, string[]>();
        if (name is not null && PersonRules.NameFault(name) is { } nameFault)
        {
            faults["name"] = [nameFault];
        }

        if (PersonRules.PasswordFault(password, email) is { } passwordFault)
        {
            faults["password"] = [passwordFault];
        }

        return faults;
    }

    private delegate RosterDecision Use(
        Roster roster, string personId, ReadOnlySpan<byte> secretHash, DateTimeOffset now);
}

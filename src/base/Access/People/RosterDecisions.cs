using Dashboard.Events;

namespace Dashboard.Access.People;

/// <summary>
/// Who may become what. A person who joined can never take away the last administrator, least of all their own role.
/// The first person, whom the printed link signs in, and keys can: that link remains as a way in.
/// </summary>
internal static class RosterDecisions
{
    public static RosterDecision Invite(
        Roster roster, string personId, Role role, PendingLink link, string actor) => roster.Find(personId) switch
        {
            _ when !IsAdministrator(roster, actor) => PersonOutcome.NotAllowed,
            { HasJoined: true } => PersonOutcome.HasJoined,
            _ => RosterDecision.Record(new PersonInvited(personId, role.ToString(), link.SecretSha256, link.ExpiresAt)),
        };

    public static RosterDecision ChangeRole(Roster roster, string personId, Role role, string actor) =>
        Known(roster, personId, actor, out var member) is { } refused ? refused
        : member.Role == role ? PersonOutcome.Done
        : !member.HasJoined ? PersonOutcome.NotJoined
        : LeavesNoAdmin(roster, member, actor) ? PersonOutcome.LastAdmin
        : RosterDecision.Record(new PersonRoleChanged(personId, role.ToString(), member.Role.ToString()));

    /// <summary>Removes who joined; withdraws the invitation of who has not.</summary>
    public static RosterDecision Remove(Roster roster, string personId, string actor) =>
        Known(roster, personId, actor, out var member) is { } refused ? refused
        : !member.HasJoined ? RosterDecision.Record(new InvitationRevoked(personId))
        : LeavesNoAdmin(roster, member, actor) ? PersonOutcome.LastAdmin
        : RosterDecision.Record(new PersonRemoved(personId));

    public static RosterDecision IssueReset(Roster roster, string personId, PendingLink link, string actor) =>
        Known(roster, personId, actor, out var member) is { } refused ? refused
        : !member.HasJoined ? PersonOutcome.NotJoined
        : RosterDecision.Record(new PasswordResetIssued(personId, link.SecretSha256, link.ExpiresAt));

    /// <summary>Joins by the link of the invitation.</summary>
    public static RosterDecision Join(
        Roster roster, string personId, ReadOnlySpan<byte> secretHash, DateTimeOffset now) =>
        roster.Find(personId) is { HasJoined: false, Link: { } link } member && link.Opens(secretHash, now)
            ? RosterDecision.Record(new PersonJoined(personId, member.Role.ToString(), "password"))
            : PersonOutcome.LinkNotValid;

    /// <summary>Joins, or comes back, as somebody for whose address an issuer vouches.</summary>
    public static RosterDecision Admit(Roster roster, string personId, string issuer, DateTimeOffset now) =>
        roster.Find(personId) switch
        {
            null => PersonOutcome.NotFound,
            { HasJoined: true } => PersonOutcome.Done,
            { Link: { } link } member when now < link.ExpiresAt =>
                RosterDecision.Record(new PersonJoined(personId, member.Role.ToString(), issuer)),
            _ => PersonOutcome.LinkNotValid,
        };

    /// <summary>Chooses a new password by a link.</summary>
    public static RosterDecision Reset(
        Roster roster, string personId, ReadOnlySpan<byte> secretHash, DateTimeOffset now) =>
        roster.Find(personId) is { HasJoined: true, Link: { } link } && link.Opens(secretHash, now)
            ? RosterDecision.Record(new PasswordChanged(personId, ByLink: true))
            : PersonOutcome.LinkNotValid;

    /// <summary>Chooses a new password, knowing the former one.</summary>
    public static RosterDecision ChangePassword(Roster roster, string personId) =>
        roster.Find(personId) is { HasJoined: true }
            ? RosterDecision.Record(new PasswordChanged(personId, ByLink: false))
            : PersonOutcome.NotFound;

    private static RosterDecision? Known(Roster roster, string personId, string actor, out Member member)
    {
        member = roster.Find(personId)!;
        return !IsAdministrator(roster, actor) ? PersonOutcome.NotAllowed
            : personId == Person.First.Id ? PersonOutcome.FirstPerson
            : member is null ? PersonOutcome.NotFound
            : (RosterDecision?)null;
    }

    // Asked again with each decision: somebody may have taken the role away while this one was on its way.
    private static bool IsAdministrator(Roster roster, string actor) =>
        Person.IdOf(actor) is not { } id || id == Person.First.Id || roster.Find(id) is { IsAdmin: true };

    private static bool LeavesNoAdmin(Roster roster, Member member, string actor) =>
        member.IsAdmin && roster.Admins == 1 && Person.IdOf(actor) is { } id && id != Person.First.Id;
}

using System.Collections.Immutable;
using Dashboard.Events;

namespace Dashboard.Access.People;

/// <summary>
/// Everybody who was invited or joined, as the one stream of all people tells. It is one stream so that a decision that
/// rests on everybody, such as who is the last administrator, can be made without a race.
/// </summary>
internal sealed record Roster(ImmutableDictionary<string, Member> Members)
{
    public static Roster Empty { get; } = new(ImmutableDictionary<string, Member>.Empty);

    /// <summary>Those who joined as administrators.</summary>
    public int Admins => Members.Values.Count(member => member.IsAdmin);

    public Member? Find(string personId) => Members.GetValueOrDefault(personId);

    /// <summary>The roster after one more fact.</summary>
    public static Roster Apply(Roster roster, object fact) => fact switch
    {
        PersonInvited invited => roster.With(
            invited.PersonId,
            new Member(Enum.Parse<Role>(invited.Role), HasJoined: false, new(invited.SecretSha256, invited.ExpiresAt))),
        PersonJoined joined => roster.Change(
            joined.PersonId, member => member with { HasJoined = true, Link = null }),
        PersonRoleChanged changed => roster.Change(
            changed.PersonId, member => member with { Role = Enum.Parse<Role>(changed.Role) }),
        PasswordResetIssued issued => roster.Change(
            issued.PersonId, member => member with { Link = new(issued.SecretSha256, issued.ExpiresAt) }),
        PasswordChanged changed => roster.Change(changed.PersonId, member => member with { Link = null }),
        InvitationRevoked revoked => roster.Without(revoked.PersonId),
        PersonRemoved removed => roster.Without(removed.PersonId),
        _ => roster,
    };

    private Roster With(string personId, Member member) => new(Members.SetItem(personId, member));

    private Roster Without(string personId) => new(Members.Remove(personId));

    private Roster Change(string personId, Func<Member, Member> change) =>
        Find(personId) is { } member ? With(personId, change(member)) : this;
}

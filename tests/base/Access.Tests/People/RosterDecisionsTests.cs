using Dashboard.Access.People;
using Dashboard.Access.SignIn;
using Dashboard.Events;
using Xunit;

namespace Dashboard.Access.Tests.People;

public sealed class RosterDecisionsTests
{
    private const string Key = "key:environment";
    private static readonly DateTimeOffset _now = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);
    private static readonly byte[] _secret = SignInToken.Hash("secret");
    private static readonly PendingLink _link = new(Convert.ToHexStringLower(_secret), _now.AddDays(7));

    private static readonly string[] _everyone = ["person:ann", "person:bob", "person:admin", Key];

    [Fact]
    public void The_last_administrator_cannot_take_away_their_own_role()
    {
        var roster = With(("ann", Role.Admin), ("bob", Role.Viewer));

        Assert.Equal(PersonOutcome.LastAdmin, Demote(roster, "ann", "person:ann"));
        Assert.Equal(PersonOutcome.LastAdmin, RosterDecisions.Remove(roster, "ann", "person:ann").Outcome);
    }

    [Fact]
    public void Whoever_can_print_the_link_may_take_away_the_last_administrator_because_the_link_remains()
    {
        var roster = With(("ann", Role.Admin));

        Assert.Equal(PersonOutcome.Done, Demote(roster, "ann", "person:admin"));
        Assert.Equal(PersonOutcome.Done, RosterDecisions.Remove(roster, "ann", Key).Outcome);
    }

    [Fact]
    public void One_of_two_administrators_can_go()
    {
        var roster = With(("ann", Role.Admin), ("bob", Role.Admin));

        Assert.Equal(PersonOutcome.Done, Demote(roster, "ann", "person:ann"));
        Assert.Equal(PersonOutcome.Done, RosterDecisions.Remove(roster, "ann", "person:bob").Outcome);
    }

    [Fact]
    public void An_administrator_who_has_not_joined_yet_does_not_count()
    {
        var roster = Roster.Apply(
            With(("ann", Role.Admin)), new PersonInvited("bob", "Admin", _link.SecretSha256, _link.ExpiresAt));

        Assert.Equal(PersonOutcome.LastAdmin, Demote(roster, "ann", "person:ann"));
    }

    [Fact]
    public void Who_is_no_administrator_any_more_decides_nothing()
    {
        var roster = With(("ann", Role.Admin), ("bob", Role.Manager));

        foreach (var actor in new[] { "person:bob", "person:removed" })
        {
            Assert.Equal(PersonOutcome.NotAllowed, Demote(roster, "ann", actor));
            Assert.Equal(PersonOutcome.NotAllowed, RosterDecisions.Remove(roster, "ann", actor).Outcome);
            Assert.Equal(PersonOutcome.NotAllowed, RosterDecisions.IssueReset(roster, "ann", _link, actor).Outcome);
            Assert.Equal(
                PersonOutcome.NotAllowed, RosterDecisions.Invite(roster, "eve", Role.Admin, _link, actor).Outcome);
        }
    }

    [Fact]
    public void The_first_person_stays_what_they_are()
    {
        foreach (var actor in _everyone.Except(["person:bob"]))
        {
            var roster = With(("ann", Role.Admin));
            Assert.Equal(PersonOutcome.FirstPerson, Demote(roster, "admin", actor));
            Assert.Equal(PersonOutcome.FirstPerson, RosterDecisions.Remove(roster, "admin", actor).Outcome);
        }
    }

    [Fact]
    public void A_role_that_somebody_has_already_is_no_new_fact() =>
        Assert.Equal(
            new RosterDecision(PersonOutcome.Done, null),
            RosterDecisions.ChangeRole(With(("ann", Role.Viewer)), "ann", Role.Viewer, Key));

    [Fact]
    public void A_changed_role_names_the_former()
    {
        var decision = RosterDecisions.ChangeRole(With(("ann", Role.Viewer)), "ann", Role.Manager, Key);

        Assert.Equal(new PersonRoleChanged("ann", "Manager", "Viewer"), decision.Fact);
    }

    [Fact]
    public void An_invitation_is_withdrawn_and_a_person_removed()
    {
        var invited = Invited(Role.Viewer);

        Assert.Equal(new InvitationRevoked("ann"), RosterDecisions.Remove(invited, "ann", Key).Fact);
        Assert.Equal(new PersonRemoved("ann"), RosterDecisions.Remove(With(("ann", Role.Viewer)), "ann", Key).Fact);
    }

    [Fact]
    public void An_invitation_works_until_it_expires_and_with_its_own_secret()
    {
        var invited = Invited(Role.Operator);

        Assert.Equal(
            new PersonJoined("ann", "Operator", "password"),
            RosterDecisions.Join(invited, "ann", _secret, _now.AddDays(7).AddTicks(-1)).Fact);
        Assert.Null(RosterDecisions.Join(invited, "ann", _secret, _now.AddDays(7)).Fact);
        Assert.Null(RosterDecisions.Join(invited, "ann", SignInToken.Hash("guess"), _now).Fact);
        Assert.Null(RosterDecisions.Join(invited, "bob", _secret, _now).Fact);
    }

    [Fact]
    public void An_invitation_works_once()
    {
        var joined = Roster.Apply(Invited(Role.Viewer), new PersonJoined("ann", "Viewer", "password"));

        Assert.Equal(PersonOutcome.LinkNotValid, RosterDecisions.Join(joined, "ann", _secret, _now).Outcome);
        Assert.Equal(PersonOutcome.LinkNotValid, RosterDecisions.Reset(joined, "ann", _secret, _now).Outcome);
    }

    [Fact]
    public void A_second_invitation_replaces_the_first()
    {
        var other = SignInToken.Hash("other");
        var again = Roster.Apply(
            Invited(Role.Viewer),
            new PersonInvited("ann", "Manager", Convert.ToHexStringLower(other), _now.AddDays(7)));

        Assert.Null(RosterDecisions.Join(again, "ann", _secret, _now).Fact);
        Assert.Equal(
            new PersonJoined("ann", "Manager", "password"), RosterDecisions.Join(again, "ann", other, _now).Fact);
    }

    [Fact]
    public void Who_joined_cannot_be_invited_again() =>
        Assert.Equal(
            PersonOutcome.HasJoined,
            RosterDecisions.Invite(With(("ann", Role.Viewer)), "ann", Role.Admin, _link, Key).Outcome);

    [Fact]
    public void A_link_to_a_new_password_works_once_and_only_for_who_joined()
    {
        var joined = With(("ann", Role.Viewer));
        var issued = Roster.Apply(joined, RosterDecisions.IssueReset(joined, "ann", _link, Key).Fact!);

        var reset = RosterDecisions.Reset(issued, "ann", _secret, _now);

        Assert.Equal(new PasswordChanged("ann", ByLink: true), reset.Fact);
        Assert.Null(RosterDecisions.Reset(Roster.Apply(issued, reset.Fact!), "ann", _secret, _now).Fact);
        Assert.Equal(
            PersonOutcome.NotJoined, RosterDecisions.IssueReset(Invited(Role.Viewer), "ann", _link, Key).Outcome);
    }

    [Fact]
    public void Another_password_makes_an_open_link_worthless()
    {
        var joined = With(("ann", Role.Viewer));
        var issued = Roster.Apply(joined, RosterDecisions.IssueReset(joined, "ann", _link, Key).Fact!);

        var changed = Roster.Apply(issued, new PasswordChanged("ann", ByLink: false));

        Assert.Equal(PersonOutcome.LinkNotValid, RosterDecisions.Reset(changed, "ann", _secret, _now).Outcome);
    }

    private static PersonOutcome Demote(Roster roster, string personId, string actor) =>
        RosterDecisions.ChangeRole(roster, personId, Role.Viewer, actor).Outcome;

    private static Roster Invited(Role role) => Roster.Apply(
        Roster.Empty, new PersonInvited("ann", role.ToString(), _link.SecretSha256, _link.ExpiresAt));

    private static Roster With(params (string Id, Role Role)[] people) => people.Aggregate(
        Roster.Empty,
        (roster, person) => Roster.Apply(
            Roster.Apply(
                roster, new PersonInvited(person.Id, person.Role.ToString(), _link.SecretSha256, _link.ExpiresAt)),
            new PersonJoined(person.Id, person.Role.ToString(), "password")));
}

using Dashboard.Access;
using Dashboard.Access.People;
using Dashboard.EventStore;
using Dashboard.Ui.Controls;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Settings.People;

/// <summary>The page of people, for administrators; others see what the roles are.</summary>
public sealed partial class PeoplePage
{
    private IReadOnlyList<PersonInfo>? _people;
    private IReadOnlyDictionary<string, string[]> _errors = FieldFaults.None;
    private ShownLink? _shown;
    private string? _refused;
    private int _invited;

    [Inject] private PeopleDesk Desk { get; set; } = null!;

    [Inject] private Toasts Toasts { get; set; } = null!;

    [Inject] private PublicAddress Address { get; set; } = null!;

    private bool IsAdmin => User.RulesInstallation();

    protected override async Task ShowAsync()
    {
        if (IsAdmin)
        {
            _people = await Desk.ListAsync(Closing);
        }
    }

    private Task InviteAsync(InvitePerson command) => DecideAsync(async () =>
    {
        var result = await Desk.InviteAsync(command, By(command.Reason), Closing);
        _errors = (result as InviteResult.Invalid)?.Errors ?? FieldFaults.None;
        _refused = (result as InviteResult.Refused)?.Outcome is { } outcome ? PersonProblems.Detail(outcome) : null;
        if (result is InviteResult.Invited invited)
        {
            _shown = new ShownLink(
                $"Hand this link to {command.Email!.Trim()}",
                Url(invited.Link),
                invited.Link.ExpiresAt,
                IsInvitation: true);
            Toasts.Say($"{command.Email!.Trim()} is invited.");
            // A form that was used up is drawn anew, and empty.
            _invited++;
        }
    });

    private Task ChangeRoleAsync(RoleChange change) => DecideAsync(
        () => Desk.ChangeRoleAsync(change.Person.Id, change.Role, By(change.Reason), Closing),
        $"{Name(change.Person)} is now {change.Role}.");

    private Task RemoveAsync(PersonInfo person) => DecideAsync(
        () => Desk.RemoveAsync(person.Id, By(reason: null), Closing),
        person.JoinedAt is null ? "The invitation is withdrawn." : $"{Name(person)} was removed.");

    private Task ResetAsync(PersonInfo person) => DecideAsync(async () =>
    {
        var (outcome, link) = await Desk.IssueResetAsync(person.Id, By(reason: null), Closing);
        _refused = PersonProblems.Detail(outcome);
        if (link is not null)
        {
            _shown = new ShownLink(
                $"Hand this link to {Name(person)}", Url(link), link.ExpiresAt, IsInvitation: false);
        }
    });

    private Task DecideAsync(Func<Task<PersonOutcome>> decide, string done) => DecideAsync(async () =>
    {
        var outcome = await decide();
        _refused = PersonProblems.Detail(outcome);
        if (outcome == PersonOutcome.Done)
        {
            Toasts.Say(done);
        }
    });

    private EventContext By(string? reason) => new(User.Actor(), string.IsNullOrWhiteSpace(reason) ? null : reason.Trim());

    private string Url(OneTimeLink link) => Address.Url + link.Path;

    private static string Name(PersonInfo person) => person.Name ?? person.Email ?? person.Id;
}

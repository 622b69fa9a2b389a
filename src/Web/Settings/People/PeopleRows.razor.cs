using Dashboard.Access;
using Dashboard.Access.People;
using Dashboard.Ui.Controls;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Settings.People;

/// <summary>The rows of people, and the one role that is about to change.</summary>
public sealed partial class PeopleRows : ComponentBase
{
    private string? _asked;
    private Role _chosen;
    private string? _reason;

    [Parameter, EditorRequired] public IReadOnlyList<PersonInfo> Items { get; set; } = [];

    /// <summary>The id of whoever looks; null for a key.</summary>
    [Parameter] public string? Me { get; set; }

    [Parameter, EditorRequired] public DateTimeOffset Now { get; set; }

    [Parameter, EditorRequired] public TimeZoneInfo Zone { get; set; } = TimeZoneInfo.Utc;

    [Parameter] public EventCallback<RoleChange> OnRole { get; set; }

    [Parameter] public EventCallback<PersonInfo> OnRemove { get; set; }

    [Parameter] public EventCallback<PersonInfo> OnReset { get; set; }

    private const string WhyLastAdmin = "You are the last administrator: make somebody else one first.";

    // The first person and keys may: for them the printed link remains.
    private bool IsLastAdmin(PersonInfo person) =>
        person.Id == Me && Items.Count(other => other is { JoinedAt: not null, Role: Role.Admin }) == 1
        && person is { JoinedAt: not null, Role: Role.Admin };

    private static string Name(PersonInfo person) => person.Name ?? person.Email ?? person.Id;

    private static IReadOnlyList<string> Consequences(PersonInfo person) => person.JoinedAt is null
        ? [$"The link of {Name(person)} stops working and the address is deleted."]
        :
        [
            $"{Name(person)} is signed out everywhere within seconds and cannot sign in again.",
            "Name, address, password and sessions are deleted.",
            "What they decided stays on record under an id without a name.",
        ];

    private Role? Draft(PersonInfo person) => _asked == person.Id ? _chosen : null;

    private void Forget() => _asked = null;

    private void Choose(PersonInfo person, string? role)
    {
        if (RoleNames.Parse(role) is { } chosen && chosen != person.Role)
        {
            (_asked, _chosen, _reason) = (person.Id, chosen, null);
        }
        else
        {
            Forget();
        }
    }

    private async Task ChangeAsync(PersonInfo person, Role role)
    {
        Forget();
        await OnRole.InvokeAsync(new RoleChange(person, role, _reason));
    }

    private async Task RemoveAsync(PersonInfo person)
    {
        var loss = person.JoinedAt is null
            ? new Loss($"Withdraw the invitation of {Name(person)}?", Consequences(person), "Withdraw it", "Keep it")
            : new Loss($"Remove {Name(person)}?", Consequences(person), "Remove for good", "Keep");
        if (await Losses.AcceptAsync(loss))
        {
            await OnRemove.InvokeAsync(person);
        }
    }

    private RenderFragment Since(PersonInfo person) => person.State(Now) switch
    {
        "built_in" => Dim("the first start"),
        "joined" => Words("joined", person.JoinedAt),
        "invited" => Words("invited, link works until", person.ExpiresAt),
        _ => Words("invitation expired", person.ExpiresAt),
    };

    private RenderFragment Seen(PersonInfo person) => person.LastSeenAt is { } at
        ? Words("", at)
        : Dim(person is { InvitedAt: not null, JoinedAt: null } ? "not joined yet" : "not in 30 days");
}

using System.Security.Claims;
using Dashboard.Access;
using Dashboard.Access.Passwords;
using Dashboard.Access.People;
using Dashboard.Ui.Controls;
using Dashboard.Ui.Numbers;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Dashboard.Web.Settings.Account;

/// <summary>The page of one's own account.</summary>
public sealed partial class AccountPage
{
    private ClaimsPrincipal _user = new();
    private IReadOnlyDictionary<string, string[]> _errors = FieldFaults.None;
    private string? _email;
    private string? _refused;
    private bool _isRead;
    private int _changes;

    [CascadingParameter] private Task<AuthenticationState>? Authentication { get; set; }

    [Inject] private OwnPassword Passwords { get; set; } = null!;

    [Inject] private Toasts Toasts { get; set; } = null!;

    private string How => (Person.IdOf(_user.Actor()), _email) switch
    {
        (null, _) => "This page was opened with a key, which has no account.",
        (var id, _) when id == Person.First.Id => "You signed in with the printed link; it has no password.",
        (_, { } email) => $"You sign in as {email}.",
        _ when !_isRead => "",
        _ => "You sign in by an account elsewhere. An administrator can make you a link to a password.",
    };

    protected override async Task OnInitializedAsync()
    {
        if (Authentication is not null)
        {
            _user = (await Authentication).User;
        }

        await ReadAsync();
    }

    private Task ReadAsync() => TryAsync(async () =>
    {
        _email = await Passwords.EmailAsync(_user, Closing);
        _isRead = true;
    });

    private Task ChangeAsync(PasswordDraft draft) => TryAsync(async () =>
    {
        var result = await Passwords.ChangeAsync(_user, draft.Former, draft.Next, Closing);
        _errors = (result as PasswordChange.Invalid)?.Errors ?? FieldFaults.None;
        _refused = result switch
        {
            PasswordChange.TooMany { Wait: var wait } =>
                $"Too many wrong passwords. Wait {Math.Ceiling(wait.TotalMinutes):0} min.",
            PasswordChange.NoPassword => "There is no password to change.",
            _ => null,
        };
        if (result is PasswordChange.Changed changed)
        {
            // A form that was used up is drawn anew, and empty.
            _changes++;
            Toasts.Say("The new password holds." + (changed.EndedSessions == 0
                ? ""
                : $" {CountFormat.Of(changed.EndedSessions, "other session was", "other sessions were")} ended."));
        }
    });
}

using System.Security.Claims;
using Dashboard.Access;
using Dashboard.Access.Sessions;
using Dashboard.Ui.Components;
using Dashboard.Ui.Numbers;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Dashboard.Web.Settings;

/// <summary>The page of sessions: one's own, and everybody's for administrators.</summary>
public sealed partial class SessionsPage
{
    private IReadOnlyList<Session>? _sessions;
    private ClaimsPrincipal _user = new();
    private string? _current;
    private string? _said;
    private bool _isAdmin;
    private DateTimeOffset _now;

    [CascadingParameter] private Task<AuthenticationState>? Authentication { get; set; }

    [Inject] private SessionDesk Desk { get; set; } = null!;

    [Inject] private TimeProvider Clock { get; set; } = null!;

    [Inject] private ReaderZone Zone { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        if (RendererInfo.IsInteractive)
        {
            await Zone.GetAsync();
        }

        if (Authentication is not null)
        {
            _user = (await Authentication).User;
            (_current, _isAdmin) = (_user.SessionId(), _user.Has(Scopes.Admin));
        }

        await ReadAsync();
    }

    private Task ReadAsync() => TryAsync(ShowAsync);

    private Task EndAsync(Session session) => TryAsync(async () =>
    {
        var ended = await Desk.RevokeAsync(session.Id, _user, Closing);
        _said = ended ? "The session was ended." : "That session had ended already.";
        await ShowAsync();
    });

    private Task EndOthersAsync() => TryAsync(async () =>
    {
        var ended = await Desk.RevokeAllAsync(_user.Actor(), _current, _user, Closing);
        _said = $"{CountFormat.Of(ended, "session was", "sessions were")} ended.";
        await ShowAsync();
    });

    private async Task ShowAsync()
    {
        _sessions = await Desk.ListAsync(_isAdmin ? null : _user.Actor(), Closing);
        _now = Clock.GetUtcNow();
    }
}

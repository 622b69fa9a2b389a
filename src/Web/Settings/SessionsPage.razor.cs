using Dashboard.Access;
using Dashboard.Access.Sessions;
using Dashboard.Ui.Controls;
using Dashboard.Ui.Numbers;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Settings;

/// <summary>The page of sessions: one's own, and everybody's for administrators.</summary>
public sealed partial class SessionsPage
{
    private IReadOnlyList<Session>? _sessions;

    [Inject] private SessionDesk Desk { get; set; } = null!;

    [Inject] private Toasts Toasts { get; set; } = null!;

    private bool IsAdmin => User.RulesInstallation();

    protected override async Task ShowAsync() =>
        _sessions = await Desk.ListAsync(IsAdmin ? null : User.Actor(), Closing);

    private Task EndAsync(Session session) => DecideAsync(async () =>
    {
        var ended = await Desk.RevokeAsync(session.Id, User, Closing);
        Toasts.Say(ended ? "The session was ended." : "That session had ended already.");
    });

    private Task EndOthersAsync() => DecideAsync(async () =>
    {
        var ended = await Desk.RevokeAllAsync(User.Actor(), User.SessionId(), User, Closing);
        Toasts.Say($"{CountFormat.Of(ended, "session was", "sessions were")} ended.");
    });
}

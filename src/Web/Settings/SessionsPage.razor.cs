using Dashboard.Access;
using Dashboard.Access.Sessions;
using Dashboard.Ui.Numbers;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Settings;

/// <summary>The page of sessions: one's own, and everybody's for administrators.</summary>
public sealed partial class SessionsPage
{
    private IReadOnlyList<Session>? _sessions;
    private string? _said;

    [Inject] private SessionDesk Desk { get; set; } = null!;

    private bool IsAdmin => User.RulesInstallation();

    protected override async Task ShowAsync() =>
        _sessions = await Desk.ListAsync(IsAdmin ? null : User.Actor(), Closing);

    private Task EndAsync(Session session) => DecideAsync(async () =>
    {
        var ended = await Desk.RevokeAsync(session.Id, User, Closing);
        _said = ended ? "The session was ended." : "That session had ended already.";
    });

    private Task EndOthersAsync() => DecideAsync(async () =>
    {
        var ended = await Desk.RevokeAllAsync(User.Actor(), User.SessionId(), User, Closing);
        _said = $"{CountFormat.Of(ended, "session was", "sessions were")} ended.";
    });
}

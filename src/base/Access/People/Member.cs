namespace Dashboard.Access.People;

/// <summary>Somebody who was invited, and perhaps joined.</summary>
/// <param name="Role">What they may do.</param>
/// <param name="HasJoined">Whether they can sign in.</param>
/// <param name="Link">What they may open: the invitation, or once joined a link to a new password.</param>
internal sealed record Member(Role Role, bool HasJoined, PendingLink? Link)
{
    public bool IsAdmin => HasJoined && Role == Role.Admin;
}

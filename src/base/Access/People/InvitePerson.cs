namespace Dashboard.Access.People;

/// <summary>Invites somebody.</summary>
/// <param name="Email">Their address; nothing is sent to it.</param>
/// <param name="Role">One of <see cref="RoleNames.All"/>.</param>
/// <param name="Reason">Why, for the record; no personal data.</param>
public sealed record InvitePerson(string? Email, string? Role, string? Reason = null);

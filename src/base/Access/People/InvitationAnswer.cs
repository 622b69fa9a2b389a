namespace Dashboard.Access.People;

/// <summary>The answer to an invitation: the one time that <paramref name="Link"/> is shown.</summary>
internal sealed record InvitationAnswer(string Id, string Email, string Role, string Link, DateTimeOffset ExpiresAt);

namespace Dashboard.Events;

/// <summary>
/// An API key was made. The key itself is shown once and never kept: only its SHA-256 (lower-case hex) is.
/// </summary>
public sealed record ApiKeyCreated(
    string KeyId,
    int ProjectId,
    string Name,
    IReadOnlyList<string> Scopes,
    string SecretSha256,
    DateTimeOffset? ExpiresAt);

/// <summary>An API key was withdrawn; it is refused from now on, for good.</summary>
public sealed record ApiKeyRevoked(string KeyId);

/// <summary>A one-time link was issued that signs a person in with a role until it expires.</summary>
public sealed record SignInLinkIssued(string LinkId, string Role, string SecretSha256, DateTimeOffset ExpiresAt);

/// <summary>A person signed in with a one-time link, which is thereby used up.</summary>
public sealed record SignedIn(string LinkId, string Role);

/// <summary>Somebody ended a session from outside: its browser is signed out at its next request.</summary>
public sealed record SessionRevoked(string SessionId);

/// <summary>
/// Somebody was invited to join with a role, by a link that works once until it expires. The address they were invited
/// at is kept apart, so that it can be deleted. A second invitation of the same person replaces the first.
/// </summary>
public sealed record PersonInvited(string PersonId, string Role, string SecretSha256, DateTimeOffset ExpiresAt);

/// <summary>An invitation was withdrawn before anybody used it.</summary>
public sealed record InvitationRevoked(string PersonId);

/// <summary>The invited person joined: with a <c>password</c>, or through the issuer that vouches for them.</summary>
public sealed record PersonJoined(string PersonId, string Role, string Via);

/// <summary>What a person may do was changed.</summary>
public sealed record PersonRoleChanged(string PersonId, string Role, string FormerRole);

/// <summary>A person was removed: their sessions end, and what is known about them is deleted.</summary>
public sealed record PersonRemoved(string PersonId);

/// <summary>A link was issued with which a person chooses a new password, once, until it expires.</summary>
public sealed record PasswordResetIssued(string PersonId, string SecretSha256, DateTimeOffset ExpiresAt);

/// <summary>A person chose another password, by a link or knowing the former one.</summary>
public sealed record PasswordChanged(string PersonId, bool ByLink);

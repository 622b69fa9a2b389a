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

using System.Security.Claims;
using System.Security.Cryptography;
using Dashboard.Access.Authentication;
using Dashboard.Events;

namespace Dashboard.Access.Keys;

/// <summary>A key as it is known to the server: everything but its secret.</summary>
internal sealed record ApiKey(
    string KeyId,
    ProjectId Project,
    string Name,
    IReadOnlyList<string> Scopes,
    byte[] SecretHash,
    DateTimeOffset? CreatedAt,
    DateTimeOffset? ExpiresAt)
{
    /// <summary>The identity of every request made with this key; made once, because it never changes.</summary>
    public ClaimsPrincipal Principal { get; } =
        Principals.Of("key:" + KeyId, Name, Project, Scopes, AccessSchemes.ApiKey);

    /// <summary>
    /// Whether <paramref name="hash"/> is this key's, in a time that does not depend on where they differ.
    /// </summary>
    public bool Matches(ReadOnlySpan<byte> hash) => CryptographicOperations.FixedTimeEquals(SecretHash, hash);

    /// <summary>Whether the key's time has passed.</summary>
    public bool IsExpired(DateTimeOffset now) => ExpiresAt is { } end && end <= now;
}

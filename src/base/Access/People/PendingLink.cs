using System.Security.Cryptography;

namespace Dashboard.Access.People;

/// <summary>A one-time link that a person has not used yet: to join, or to choose a new password.</summary>
internal sealed record PendingLink(string SecretSha256, DateTimeOffset ExpiresAt)
{
    /// <summary>Whether the link still works and <paramref name="secretHash"/> is its own.</summary>
    public bool Opens(ReadOnlySpan<byte> secretHash, DateTimeOffset now) =>
        now < ExpiresAt && CryptographicOperations.FixedTimeEquals(Convert.FromHexString(SecretSha256), secretHash);
}

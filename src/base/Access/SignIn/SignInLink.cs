using System.Security.Cryptography;
using Dashboard.Access.People;
using Dashboard.Events;

namespace Dashboard.Access.SignIn;

/// <summary>A one-time link, as its stream tells.</summary>
internal sealed record SignInLink(string LinkId, byte[] SecretHash, DateTimeOffset ExpiresAt, bool IsUsed)
{
    /// <summary>The link after one more fact of its stream.</summary>
    public static SignInLink? Apply(SignInLink? link, object fact) => fact switch
    {
        SignInLinkIssued issued => new SignInLink(
            issued.LinkId,
            Convert.FromHexString(issued.SecretSha256),
            issued.ExpiresAt,
            IsUsed: false),
        SignedIn when link is not null => link with { IsUsed = true },
        _ => link,
    };

    /// <summary>
    /// The fact that somebody signs in with this link, or null where the link is wrong, used or too old.
    /// </summary>
    public SignedIn? Decide(ReadOnlySpan<byte> secretHash, DateTimeOffset now) =>
        CryptographicOperations.FixedTimeEquals(SecretHash, secretHash) && !IsUsed && now < ExpiresAt
            ? new SignedIn(LinkId, Person.First.Role.ToString())
            : null;
}

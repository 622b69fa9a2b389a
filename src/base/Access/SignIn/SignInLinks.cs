using Dashboard.Access.People;
using Dashboard.Events;
using Dashboard.EventStore;

namespace Dashboard.Access.SignIn;

/// <summary>
/// Issues and consumes the one-time links that sign the first person in. A link is a stream of its own: one decision on it
/// follows the other, so of two browsers that open the same link only one gets in.
/// </summary>
public sealed class SignInLinks(EventStore.EventStore store, TimeProvider clock)
{
    /// <summary>How long a link can be used.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    private const string StreamType = "SignInLink";

    /// <summary>Issues a link and returns its path and fragment, to be put behind the console's URL.</summary>
    /// <param name="actor">Who issues it.</param>
    /// <param name="ct">Ends the wait; the link does not exist then.</param>
    public async Task<string> IssueAsync(string actor, CancellationToken ct)
    {
        var (linkId, token) = SignInToken.New();
        var issued = new SignInLinkIssued(
            linkId,
            Person.First.Role.ToString(),
            Convert.ToHexStringLower(SignInToken.Hash(token)),
            clock.GetUtcNow() + Lifetime);
        await store.AppendAsync(StreamId(linkId), StreamType, 0, [issued], new EventContext(actor), ct);
        return $"{AccessPaths.SignIn}#{token}";
    }

    /// <summary>
    /// Uses up the link that <paramref name="token"/> belongs to; false where the link is not valid.
    /// </summary>
    internal async Task<bool> ConsumeAsync(string? token, CancellationToken ct)
    {
        if (!SignInToken.TryReadId(token, out var linkId))
        {
            return false;
        }

        var recorded = await store.DecideAsync<SignInLink?>(
            StreamId(linkId),
            StreamType,
            link => link?.Decide(SignInToken.Hash(token), clock.GetUtcNow()) is { } signedIn ? [signedIn] : [],
            new EventContext(Person.First.Actor),
            ct);
        return recorded is not null;
    }

    private static string StreamId(string linkId) => "sign-in-link:" + linkId;
}

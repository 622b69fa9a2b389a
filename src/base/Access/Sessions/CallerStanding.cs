using System.Runtime.CompilerServices;
using System.Security.Claims;
using Dashboard.Access.Keys;
using Dashboard.Access.People;

namespace Dashboard.Access.Sessions;

/// <summary>
/// Whether a caller still is what they were when their connection opened: streams outlive the request that was
/// allowed to open them.
/// </summary>
public sealed class CallerStanding
{
    private static readonly TimeSpan _every = TimeSpan.FromSeconds(2);

    private readonly SessionBook _sessions;
    private readonly PersonBook _people;
    private readonly ApiKeys _keys;
    private readonly TimeProvider _clock;

    internal CallerStanding(SessionBook sessions, PersonBook people, ApiKeys keys, TimeProvider clock) =>
        (_sessions, _people, _keys, _clock) = (sessions, people, keys, clock);

    /// <summary>
    /// Whether the caller is still signed in, or their key still valid, and may still do what a scope stands for.
    /// </summary>
    public bool Holds(ClaimsPrincipal user, string scope) => user.SessionId() is { } session
        ? _sessions.IsLive(session)
            && _people.Find(Person.IdOf(user.Actor())) is { } person
            && RoleScopes.Of(person.Role).Contains(scope)
        : _keys.Holds(user.Actor(), scope, _clock.GetUtcNow());

    /// <summary>A stream that ends within seconds of the caller's standing.</summary>
    public async IAsyncEnumerable<T> WhileAsync<T>(
        ClaimsPrincipal user, string scope, IAsyncEnumerable<T> updates, [EnumeratorCancellation] CancellationToken ct)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(ct);
        // Disposed before what it cancels: disposing waits for a check that is under way.
        await using var checks = _clock.CreateTimer(
            _ =>
            {
                if (!Holds(user, scope))
                {
                    ended.Cancel();
                }
            },
            state: null,
            _every,
            _every);
        await using var source = updates.GetAsyncEnumerator(ended.Token);
        while (Holds(user, scope) && await NextAsync(source, ended.Token, ct))
        {
            yield return source.Current;
        }
    }

    private static async Task<bool> NextAsync<T>(
        IAsyncEnumerator<T> source, CancellationToken ended, CancellationToken ct)
    {
        try
        {
            return await source.MoveNextAsync();
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            return false;
        }
    }
}

using System.Security.Claims;
using System.Security.Cryptography;
using Dashboard.Events;
using Dashboard.EventStore;
using Dashboard.Texts;

namespace Dashboard.Access.Sessions;

/// <summary>Where sessions begin, are listed, and end.</summary>
public sealed class SessionDesk
{
    private const string StreamType = "Session";
    private const int MaxUserAgentLength = 400;

    private readonly EventStore.EventStore _store;
    private readonly SessionTable _table;
    private readonly SessionBook _book;
    private readonly TimeProvider _clock;

    internal SessionDesk(EventStore.EventStore store, SessionTable table, SessionBook book, TimeProvider clock) =>
        (_store, _table, _book, _clock) = (store, table, book, clock);

    /// <summary>The sessions of one person, or of all where <paramref name="person"/> is null.</summary>
    public async Task<IReadOnlyList<Session>> ListAsync(string? person, CancellationToken ct)
    {
        var live = await _table.LiveAsync(_clock.GetUtcNow() - SessionBook.Lifetime, ct);
        return person is null ? live : [.. live.Where(session => session.Person == person)];
    }

    /// <summary>
    /// Ends a session from outside: the person's own, or anybody's for an administrator. False: there is none that they
    /// may end. It is refused in this process when the call returns, in others a moment later.
    /// </summary>
    public async Task<bool> RevokeAsync(string id, ClaimsPrincipal by, CancellationToken ct)
    {
        var reachable = await ListAsync(by.RulesInstallation() ? null : by.Actor(), ct);
        if (reachable.All(session => session.Id != id))
        {
            return false;
        }

        await RevokeAsync(id, by.Actor(), ct);
        await _book.ReloadAsync(ct);
        return true;
    }

    /// <summary>Ends every session of a person but one; how many they were.</summary>
    public async Task<int> RevokeAllAsync(string person, string? except, ClaimsPrincipal by, CancellationToken ct)
    {
        var sessions = (await ListAsync(person, ct)).Where(session => session.Id != except).ToList();
        foreach (var session in sessions)
        {
            await RevokeAsync(session.Id, by.Actor(), ct);
        }

        await _book.ReloadAsync(ct);
        return sessions.Count;
    }

    /// <summary>Begins a session with an id that nobody has seen before, whatever the browser brought along.</summary>
    internal async Task<string> BeginAsync(string person, string? userAgent, string? address, CancellationToken ct)
    {
        var now = _clock.GetUtcNow();
        var agent = userAgent is null ? null : WireText.Clean(WireText.Cut(userAgent, MaxUserAgentLength));
        var session = new Session(
            RandomNumberGenerator.GetHexString(24, lowercase: true), person, now, now, agent?.Replace('\0', ' '), address);
        await _table.ForgetAsync(now - SessionBook.Lifetime, ct);
        await _table.AddAsync(session, ct);
        await _book.ReloadAsync(ct);
        return session.Id;
    }

    /// <summary>Ends the sessions of a person whose password was changed, but for one; how many they were.</summary>
    internal async Task<int> EndAllAsync(string person, string? except, CancellationToken ct)
    {
        var ended = await _table.EndAllAsync(person, except, _clock.GetUtcNow(), ct);
        await _book.ReloadAsync(ct);
        return ended;
    }

    /// <summary>Ends the session of a person who signs out.</summary>
    internal async Task EndAsync(string id, CancellationToken ct)
    {
        await _table.EndAsync(id, _clock.GetUtcNow(), ct);
        await _book.ReloadAsync(ct);
    }

    private async Task RevokeAsync(string id, string actor, CancellationToken ct) => await _store.AppendAsync(
        "session:" + id, StreamType, expectedVersion: null, [new SessionRevoked(id)], new EventContext(actor), ct);
}

using System.Collections.Concurrent;
using System.Collections.Immutable;
using Dashboard.Postgres;
using Npgsql;

namespace Dashboard.Access.Sessions;

/// <summary>
/// The live sessions in memory, so that each request and each open page can be checked without a query. Read again
/// whenever any console begins or ends one.
/// </summary>
internal sealed class SessionBook(SessionTable table, DecisionsDoorbell doorbell, TimeProvider clock)
    : BellReader(doorbell, SessionTable.Bell)
{
    /// <summary>How long a session lasts that nobody uses; the cookie lasts as long.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    private static readonly TimeSpan _touchEvery = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _touched = new();
    private ImmutableDictionary<string, Session> _live = ImmutableDictionary<string, Session>.Empty;

    /// <summary>Whether a session lasts, as far as this console has heard.</summary>
    public bool IsLive(string? id) => id is not null && Volatile.Read(ref _live).ContainsKey(id);

    /// <summary>
    /// Whether a session lasts. One that is not known here may have begun a moment ago at another console: the database
    /// decides.
    /// </summary>
    public async Task<bool> FindAsync(string? id, CancellationToken ct)
    {
        if (id is null)
        {
            return false;
        }

        if (!IsLive(id))
        {
            await ReloadAsync(ct);
        }

        return IsLive(id);
    }

    /// <summary>Notes that a session is used; written down once a minute at most.</summary>
    public async Task TouchAsync(string id, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var last = _touched.GetOrAdd(id, static (key, live) => live.GetValueOrDefault(key)?.LastSeenAt ?? default, _live);
        if (now - last < _touchEvery || !_touched.TryUpdate(id, now, last))
        {
            return;
        }

        try
        {
            await table.TouchAsync(id, now, ct);
        }
        catch (Exception failure) when (failure is NpgsqlException or TimeoutException)
        {
            // Without the database people stay signed in; the next request after a minute tries again.
        }
    }

    protected override async Task ReadAsync(CancellationToken ct)
    {
        var live = await table.LiveAsync(clock.GetUtcNow() - Lifetime, ct);
        Volatile.Write(ref _live, live.ToImmutableDictionary(session => session.Id));
        foreach (var gone in _touched.Keys.Where(id => !IsLive(id)))
        {
            _touched.TryRemove(gone, out _);
        }
    }
}

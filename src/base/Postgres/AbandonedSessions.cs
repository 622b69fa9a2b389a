using System.Collections.Concurrent;
using Npgsql;

namespace Dashboard.Postgres;

/// <summary>
/// Sessions that this process gave up without an answer. The server may not have noticed: behind a network that forgot the
/// connection it goes on waiting for data, in mid-COPY for ever, and holds the keys of the rows that it was given. Whoever
/// sends those rows again would wait for it.
/// </summary>
public sealed class AbandonedSessions(NpgsqlDataSource source)
{
    private readonly ConcurrentDictionary<int, bool> _sessions = new();

    /// <param name="processId">The session's, as <see cref="NpgsqlConnection.ProcessID"/> said while it was open.</param>
    public void Add(int processId) => _sessions[processId] = true;

    /// <summary>Ends those that still work or wait. Costs nothing while there are none.</summary>
    public async Task EndAsync(CancellationToken ct)
    {
        var sessions = _sessions.Keys.ToArray();
        if (sessions.Length == 0)
        {
            return;
        }

        // One that is idle belongs to the pool again, or to somebody else who got its number.
        await using var command = source.CreateCommand(
            """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE pid = ANY ($1) AND pid <> pg_backend_pid() AND state <> 'idle' AND usename = current_user
              AND application_name = current_setting('application_name')
            """);
        command.Parameters.Add(new() { Value = sessions });
        await command.ExecuteNonQueryAsync(ct);
        foreach (var session in sessions)
        {
            _sessions.TryRemove(session, out _);
        }
    }
}

using System.Data;
using Npgsql;

namespace Dashboard.Postgres;

/// <summary>
/// A lock that lets one console at a time do a piece of background work, longer than a transaction. It belongs to the
/// connection and ends with it at the latest.
/// </summary>
public static class SessionLock
{
    /// <summary>
    /// False while another console has it. The database ends a session that holds it and says nothing for a minute: its
    /// console is frozen or cut off, and nobody else could do the work.
    /// </summary>
    public static async Task<bool> TryTakeAsync(NpgsqlConnection connection, long key, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "SELECT pg_try_advisory_lock($1), set_config('idle_session_timeout', '60s', false)", connection)
        { Parameters = { new() { Value = key } } };
        return await command.ExecuteScalarAsync(ct) is true;
    }

    /// <summary>Gives it back, unless the connection is gone and the lock with it.</summary>
    public static async Task ReleaseAsync(NpgsqlConnection connection, long key)
    {
        if (connection.FullState != ConnectionState.Open)
        {
            return;
        }

        await using var command = new NpgsqlCommand(
            "SELECT pg_advisory_unlock($1), set_config('idle_session_timeout', '0', false)", connection)
        { Parameters = { new() { Value = key } } };
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }
}

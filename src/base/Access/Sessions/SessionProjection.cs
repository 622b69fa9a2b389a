using Dashboard.Events;
using Dashboard.EventStore;
using Npgsql;

namespace Dashboard.Access.Sessions;

/// <summary>Ends the sessions that somebody revoked. The table is not its own: sessions are no decisions.</summary>
internal sealed class SessionProjection : IProjection
{
    public string Name => "sessions";

    public Task ApplyAsync(StoredEvent e, NpgsqlConnection c, NpgsqlTransaction t, CancellationToken ct) =>
        e.Data is SessionRevoked revoked
            ? SessionTable.EndAsync(c, t, revoked.SessionId, e.Timestamp, ct)
            : Task.CompletedTask;

    public Task ClearAsync(NpgsqlConnection c, NpgsqlTransaction t, CancellationToken ct) => Task.CompletedTask;
}

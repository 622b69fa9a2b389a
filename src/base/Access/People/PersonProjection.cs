using Dashboard.Events;
using Dashboard.EventStore;
using Dashboard.Postgres;
using Npgsql;

namespace Dashboard.Access.People;

/// <summary>
/// Who was invited and who joined. Whoever leaves is forgotten in the same transaction: their details are no read
/// model, but no detail may outlive its person, also where a rebuild finds some.
/// </summary>
internal sealed class PersonProjection : IProjection
{
    public string Name => "people";

    public IReadOnlyList<string> Tables { get; } = ["people"];

    public Task ApplyAsync(
        StoredEvent e, NpgsqlConnection c, NpgsqlTransaction t, CancellationToken ct) => e.Data switch
        {
            PersonInvited invited => ChangeAsync(
                c,
                t,
                """
            INSERT INTO people (person_id, role, invited_at, invited_by, expires_at) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (person_id) DO UPDATE SET role = excluded.role, invited_at = excluded.invited_at,
                invited_by = excluded.invited_by, expires_at = excluded.expires_at
            """,
                invited.PersonId,
                [invited.Role, e.Timestamp.ToUniversalTime(), e.Actor ?? "", invited.ExpiresAt.ToUniversalTime()],
                ct),
            PersonJoined joined => ChangeAsync(
                c, t, "UPDATE people SET joined_at = $2 WHERE person_id = $1", joined.PersonId,
                [e.Timestamp.ToUniversalTime()], ct),
            PersonRoleChanged changed => ChangeAsync(
                c, t, "UPDATE people SET role = $2 WHERE person_id = $1", changed.PersonId, [changed.Role], ct),
            InvitationRevoked revoked => RemoveAsync(c, t, revoked.PersonId, ct),
            PersonRemoved removed => RemoveAsync(c, t, removed.PersonId, ct),
            _ => Task.CompletedTask,
        };

    public async Task ClearAsync(NpgsqlConnection c, NpgsqlTransaction t, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("DELETE FROM people", c, t);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task RemoveAsync(
        NpgsqlConnection c, NpgsqlTransaction t, string personId, CancellationToken ct)
    {
        await ChangeAsync(c, t, "DELETE FROM people WHERE person_id = $1", personId, [], ct);
        await PersonTable.ForgetAsync(c, t, personId, ct);
    }

    private static async Task ChangeAsync(
        NpgsqlConnection c, NpgsqlTransaction t, string sql, string personId, object[] values, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, c, t) { Parameters = { new() { Value = personId } } };
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        await command.ExecuteNonQueryAsync(ct);
        await Doorbell.RingAsync(c, PersonTable.Bell, personId, ct);
    }
}

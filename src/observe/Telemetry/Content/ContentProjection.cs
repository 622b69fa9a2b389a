using Dashboard.Events;
using Dashboard.EventStore;
using Dashboard.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Telemetry.Content;

/// <summary>Table <c>content_rules</c>: the rule of each project that has one. Rings when it has changed.</summary>
internal sealed class ContentProjection : IProjection
{
    /// <summary>The kind of ring after which rules must be read again.</summary>
    public const string Bell = "content";

    public string Name => "content_rules";

    public IReadOnlyList<string> Tables => ["content_rules"];

    public async Task ApplyAsync(StoredEvent e, NpgsqlConnection c, NpgsqlTransaction t, CancellationToken ct)
    {
        if (e.Data is not ContentRuleSet set)
        {
            return;
        }

        await using var command = new NpgsqlCommand(
            """
            insert into content_rules (project_id, rule, decided_at, actor) values ($1, $2, $3, $4)
            on conflict (project_id) do update
            set rule = excluded.rule, decided_at = excluded.decided_at, actor = excluded.actor
            """,
            c,
            t)
        {
            Parameters =
            {
                new() { Value = set.Project },
                new() { Value = set.Rule },
                new() { Value = e.Timestamp.ToUniversalTime() },
                new() { Value = (object?)e.Actor ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
            },
        };
        await command.ExecuteNonQueryAsync(ct);
        await Doorbell.RingAsync(c, Bell, "", ct);
    }

    public async Task ClearAsync(NpgsqlConnection c, NpgsqlTransaction t, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("delete from content_rules", c, t);
        await command.ExecuteNonQueryAsync(ct);
        await Doorbell.RingAsync(c, Bell, "", ct);
    }
}

using Dashboard.Events;
using Dashboard.Postgres;

namespace Dashboard.Telemetry.Content;

/// <summary>Keeps this process's rules up to date: at start, after its own decisions, and at the ring of others.</summary>
internal sealed class ContentRuleKeeper(ContentRules rules, DecisionsDb db, DecisionsDoorbell bell)
    : BellReader(bell, ContentProjection.Bell)
{
    protected override async Task ReadAsync(CancellationToken ct) => rules.Replace(await DecidedAsync(ct));

    private async Task<Dictionary<ProjectId, ContentDecision>> DecidedAsync(CancellationToken ct)
    {
        await using var command = db.Source.CreateCommand(
            "select project_id, rule, decided_at, actor from content_rules");
        await using var reader = await command.ExecuteReaderAsync(ct);
        var found = new Dictionary<ProjectId, ContentDecision>();
        while (await reader.ReadAsync(ct))
        {
            found[new ProjectId(reader.GetInt32(0))] = new ContentDecision(
                Enum.Parse<ContentRule>(reader.GetString(1), ignoreCase: true),
                reader.GetFieldValue<DateTimeOffset>(2),
                reader.TextOrNull(3));
        }

        return found;
    }
}

using Dashboard.Events;
using Dashboard.EventStore;

namespace Dashboard.Telemetry.Content;

/// <summary>Decides and tells what becomes of a project's content.</summary>
public sealed class ContentDesk
{
    private readonly EventStore.EventStore _store;
    private readonly ContentRules _rules;
    private readonly ContentRuleKeeper _keeper;

    internal ContentDesk(EventStore.EventStore store, ContentRules rules, ContentRuleKeeper keeper) =>
        (_store, _rules, _keeper) = (store, rules, keeper);

    /// <summary>The rule in force here.</summary>
    public ContentDecision Read(ProjectId project) => _rules.Of(project);

    /// <summary>Every decision about the project, the newest first.</summary>
    public async Task<IReadOnlyList<ContentChange>> HistoryAsync(ProjectId project, CancellationToken ct)
    {
        var changes = new List<ContentChange>();
        await foreach (var stored in _store.ReadStreamAsync(Stream(project), ct))
        {
            if (stored.Data is ContentRuleSet fact)
            {
                changes.Insert(0, new ContentChange(
                    Enum.Parse<ContentRule>(fact.Rule, ignoreCase: true), stored.Timestamp, stored.Actor,
                    stored.Reason));
            }
        }

        return changes;
    }

    /// <summary>What a rule would store in place of a text, a JSON text in particular; null for nothing.</summary>
    public static string? Preview(ContentRule rule, string text) => ContentFilter.Apply(rule, text);

    /// <summary>
    /// Sets the rule for what is stored from now on, in this process at once; what is stored already stays as it is. The
    /// same rule again is no decision.
    /// </summary>
    public async Task<ContentDecision> SetAsync(
        ProjectId project, ContentRule rule, EventContext context, CancellationToken ct)
    {
        if (_rules.Of(project).Rule != rule)
        {
            var fact = new ContentRuleSet(project.Value, Enum.GetName(rule)!.ToLowerInvariant());
            await _store.AppendAsync(Stream(project), "Content", null, [fact], context, ct);
            await _keeper.ReloadAsync(ct);
        }

        return _rules.Of(project);
    }

    private static string Stream(ProjectId project) => $"content:{project.Value}";
}

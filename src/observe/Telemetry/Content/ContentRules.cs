using System.Collections.Frozen;
using Dashboard.Events;

namespace Dashboard.Telemetry.Content;

/// <summary>
/// The rules in force in this process, applied to whatever is about to be stored: one reference, swapped as a whole.
/// </summary>
public sealed class ContentRules
{
    private volatile FrozenDictionary<ProjectId, ContentDecision> _rules =
        FrozenDictionary<ProjectId, ContentDecision>.Empty;

    /// <summary>The rule of a project.</summary>
    public ContentDecision Of(ProjectId project) =>
        _rules.GetValueOrDefault(project) ?? new ContentDecision(ContentRule.Keep, null, null);

    /// <summary>The spans as they may be stored.</summary>
    public IReadOnlyList<SpanRecord> Apply(IReadOnlyList<SpanRecord> spans) =>
        _rules.Count == 0 ? spans : [.. spans.Select(span => ContentFilter.Apply(Of(span.Project).Rule, span))];

    /// <summary>The log records as they may be stored.</summary>
    public IReadOnlyList<LogRecord> Apply(IReadOnlyList<LogRecord> logs) =>
        _rules.Count == 0 ? logs : [.. logs.Select(log => ContentFilter.Apply(Of(log.Project).Rule, log))];

    public void Replace(IReadOnlyDictionary<ProjectId, ContentDecision> rules) => _rules = rules.ToFrozenDictionary();
}

using Dashboard.Telemetry.Reading;

namespace Dashboard.Telemetry.Searching;

/// <summary>
/// Writes what a filter asks of scores. Few calls have a score that is asked for, so these few are read in order and each
/// looks up its call; where something else leads to the calls, each call is tested.
/// </summary>
internal sealed class ScoreConditions
{
    private const string SameKey =
        """
        k.project_id = c.project_id AND k.started_at = c.started_at AND k.trace_id = c.trace_id AND k.span_id = c.span_id
        """;

    private readonly CallFilter _filter;
    private readonly List<(string From, string Where, bool IsUnique)> _wanted = [];
    private readonly string? _unwanted;

    /// <param name="filter">What is asked.</param>
    /// <param name="scores">Where scores are.</param>
    /// <param name="add">Adds a parameter and returns its name.</param>
    public ScoreConditions(CallFilter filter, IScoredCalls scores, Func<object, string> add)
    {
        _filter = filter;
        if (filter.Score is { } bound)
        {
            var sign = bound.IsAtLeast ? ">=" : "<=";
            _wanted.Add((scores.Values, $"k.name = {add(bound.Name)} AND k.value {sign} {add(bound.Value)}", false));
        }

        if (filter.Judgement is { } judgement)
        {
            var judged = judgement == CallJudgement.Flagged ? "k.flagged > 0" : "k.evaluated > 0 AND k.flagged = 0";
            _wanted.Add((scores.Counts, judged, true));
        }

        if (filter.Feedback is CallFeedback.Up or CallFeedback.Down)
        {
            _wanted.Add((scores.Counts, filter.Feedback == CallFeedback.Up ? "k.up > 0" : "k.down > 0", true));
        }

        _unwanted = filter.Feedback == CallFeedback.None ? scores.Counts : null;
    }

    /// <summary>Whether the filter asks for scores that some calls have.</summary>
    public static bool AskFor(CallFilter filter) =>
        filter.Score is not null || filter.Judgement is not null || filter.Feedback is CallFeedback.Up or CallFeedback.Down;

    /// <summary>Whether an index leads to exactly what is asked of scores.</summary>
    public static bool HaveIndex(CallFilter filter) => filter switch
    {
        { Score: null, Judgement: CallJudgement.Flagged, Feedback: null } => true,
        { Score: null, Judgement: null, Feedback: CallFeedback.Up or CallFeedback.Down } => true,
        _ => false,
    };

    /// <summary>Conditions on a row <c>c</c> of calls, without that of <see cref="Keys"/> where it leads to them.</summary>
    public IEnumerable<string> Tests(bool areLed)
    {
        // OFFSET keeps each test a look-up of its own: the planner would join with all scores of a day otherwise.
        foreach (var (from, where, _) in areLed ? _wanted.Skip(1) : _wanted)
        {
            yield return $"EXISTS (SELECT FROM {from} k WHERE {SameKey} AND {where} OFFSET 0)";
        }

        if (_unwanted is not null)
        {
            yield return $"NOT EXISTS (SELECT FROM {_unwanted} k WHERE {SameKey} AND k.rated > 0 OFFSET 0)";
        }
    }

    /// <summary>The keys of calls with the first score that is asked for, as a query; null where none is.</summary>
    /// <param name="range">Conditions on the key columns of <c>k</c>.</param>
    public string? Keys(string range)
    {
        if (!AskFor(_filter))
        {
            return null;
        }

        var (from, where, isUnique) = _wanted[0];
        return $"""
            SELECT {(isUnique ? "" : "DISTINCT ")}k.started_at, k.trace_id, k.span_id FROM {from} k WHERE {range} AND {where}
            """;
    }
}

using Dashboard.Events;

namespace Dashboard.Evaluations.Scores;

/// <summary>
/// Which call of a trace a score is about: the span that was named, if it counts; the gateway's record of it, if that
/// counts instead; else the last call to end beneath it. A trace as a whole stands for its last call. Pure.
/// </summary>
internal static class ScoredCall
{
    /// <param name="trace">All stored spans of the trace.</param>
    /// <param name="named">The span that was named; null for the trace as a whole.</param>
    /// <returns>A counted call, or one that is joined to a record elsewhere; null when there is none yet.</returns>
    public static TraceCall? Find(IReadOnlyCollection<TraceCall> trace, SpanId? named)
    {
        if (named is null)
        {
            return Last(trace);
        }

        var its = trace.FirstOrDefault(span => span.Id == named);
        if (its is null || its.IsCounted || its.JoinedTo is not null)
        {
            return its;
        }

        return Last(Beneath(trace, its.Id));
    }

    private static TraceCall? Last(IEnumerable<TraceCall> spans) => spans
        .Where(span => span.IsCounted || span.JoinedTo is not null)
        .OrderBy(span => span.IsCounted)
        .ThenBy(span => span.EndedAt)
        .ThenBy(span => span.StartedAt)
        .ThenBy(span => span.Id.Value)
        .LastOrDefault();

    private static List<TraceCall> Beneath(IReadOnlyCollection<TraceCall> trace, SpanId top)
    {
        var children = trace.Where(span => span.Parent is not null).ToLookup(span => span.Parent!.Value);
        var seen = new HashSet<SpanId> { top };
        var open = new Queue<SpanId>(seen);
        var found = new List<TraceCall>();
        while (open.TryDequeue(out var parent))
        {
            foreach (var child in children[parent].Where(child => seen.Add(child.Id)))
            {
                found.Add(child);
                open.Enqueue(child.Id);
            }
        }

        return found;
    }
}

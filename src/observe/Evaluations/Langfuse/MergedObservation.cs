using System.Text.Json;
using Dashboard.Evaluations.Ingest;

namespace Dashboard.Evaluations.Langfuse;

/// <summary>
/// What all events of an observation say together: a member said later replaces one said earlier, null says nothing, and
/// an update outdoes a create of the same moment. The order of arrival does not matter. Pure.
/// </summary>
internal sealed record MergedObservation(
    string Id, string Trace, string Kind, DateTimeOffset Start, DateTimeOffset End,
    IReadOnlyDictionary<string, JsonElement> Body, IReadOnlyDictionary<string, JsonElement> OfTrace)
{
    /// <summary>Null while nobody said when it began.</summary>
    /// <param name="events">Those of one observation.</param>
    /// <param name="traceEvents">Those of its trace.</param>
    public static MergedObservation? Of(
        IReadOnlyCollection<LangfuseEvent> events, IReadOnlyCollection<LangfuseEvent> traceEvents)
    {
        var ordered = InOrder(events);
        var body = Merge(ordered);
        var start = Time(body, "startTime") ?? ordered.FirstOrDefault(e => e.IsCreate)?.At;
        if (start is null)
        {
            return null;
        }

        var end = Time(body, "endTime") ?? (ordered[^1].Kind == "event" ? start.Value : ordered[^1].At);
        var id = ordered[0].Observation!;
        return new MergedObservation(
            id,
            ordered.Select(e => e.Trace).FirstOrDefault(trace => trace is not null) ?? id,
            ordered.FirstOrDefault(e => e.IsCreate)?.Kind ?? ordered[0].Kind!,
            start.Value,
            end < start ? start.Value : end,
            body,
            Merge(InOrder(traceEvents)));
    }

    private static List<LangfuseEvent> InOrder(IEnumerable<LangfuseEvent> events) =>
        [.. events.OrderBy(e => e.At).ThenBy(e => !e.IsCreate).ThenBy(e => e.Id, StringComparer.Ordinal)];

    private static Dictionary<string, JsonElement> Merge(IEnumerable<LangfuseEvent> events)
    {
        var merged = new Dictionary<string, JsonElement>();
        foreach (var member in events.SelectMany(e => e.Body.EnumerateObject()))
        {
            if (member.Value.ValueKind != JsonValueKind.Null)
            {
                merged[member.Name] = member.Value;
            }
        }

        return merged;
    }

    private static DateTimeOffset? Time(Dictionary<string, JsonElement> body, string name) =>
        body.TryGetValue(name, out var value) ? LangfuseEvent.Time(value.AsText()) : null;
}

using Dashboard.Events;
using Dashboard.Telemetry.Writing;
using Npgsql;

namespace Dashboard.Telemetry.Erasure;

/// <summary>
/// Keeps out what comes late. Spans of an erased trace are stored as anonymous numbers whenever they come; those of an
/// erased user, with their whole trace, where they started before the erasure. Later ones are new data of a user who came
/// back.
/// </summary>
public static class Erasures
{
    /// <summary>Takes content and names out of a batch before it is stored.</summary>
    /// <param name="connection">With the transaction that stores it.</param>
    /// <param name="batch">What is stored.</param>
    /// <param name="spans">The same as it came: a batch that is tried again was stripped the first time.</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task StripAsync(
        NpgsqlConnection connection, SpanBatch batch, List<SpanRecord> spans, CancellationToken ct)
    {
        if (batch.Count == 0 || await Tombstones.KeyAsync(connection, onlyIfUsed: true, ct) is not { } key)
        {
            return;
        }

        var traces = await ErasedAsync(connection, spans, span => new ErasureTarget.Trace(span.TraceId), key, ct);
        var users = await ErasedAsync(
            connection, spans, span => span.UserId is { } user ? new ErasureTarget.User(user) : null, key, ct);
        var ofUsers = spans
            .Where(span => span.UserId is { } user
                && users.TryGetValue((span.Project, new ErasureTarget.User(user)), out var its) && span.StartedAt < its.At)
            .GroupBy(span => (span.Project, span.TraceId))
            .ToDictionary(
                trace => trace.Key,
                trace => trace.Max(span => users.GetValueOrDefault((span.Project, new ErasureTarget.User(span.UserId!))).At));
        bool IsErased(SpanRecord span) => ofUsers.ContainsKey((span.Project, span.TraceId))
            || traces.ContainsKey((span.Project, new ErasureTarget.Trace(span.TraceId)));
        DateTimeOffset At(SpanRecord span) =>
            ofUsers.TryGetValue((span.Project, span.TraceId), out var at)
                ? at
                : traces[(span.Project, new ErasureTarget.Trace(span.TraceId))].At;
        await Tombstones.PutAsync(
            connection,
            spans.Where(IsErased).OrderBy(span => span.Call is null).SelectMany(span => LateOf(
                span, At(span), ofUsers.ContainsKey((span.Project, span.TraceId)))),
            key,
            ct);
        Strip(batch.Calls, IsErased);
        Strip(batch.Others, IsErased);
    }

    /// <summary>What else leads to a late span, and must be known before scores or logs name it: its ids are not stored.</summary>
    private static IEnumerable<(ProjectId, ErasureTarget, Tombstone)> LateOf(SpanRecord span, DateTimeOffset at, bool ofUser)
    {
        foreach (var id in new[] { span.Call?.ResponseId, span.Call?.RequestId }.OfType<string>())
        {
            yield return (span.Project, new ErasureTarget.Answer(id), new Tombstone(at, (span.TraceId, span.SpanId)));
        }

        if (ofUser)
        {
            yield return (span.Project, new ErasureTarget.Trace(span.TraceId), new Tombstone(at));
            if (span.SessionId is { } session)
            {
                yield return (span.Project, new ErasureTarget.Session(session), new Tombstone(at));
            }
        }
    }

    private static Task<Dictionary<(ProjectId, ErasureTarget), Tombstone>> ErasedAsync(
        NpgsqlConnection connection, List<SpanRecord> spans, Func<SpanRecord, ErasureTarget?> target, byte[] key,
        CancellationToken ct) =>
        Tombstones.FindAsync(
            connection,
            spans.Select(span => (span.Project, Target: target(span)))
                .Where(pair => pair.Target is not null)
                .Select(pair => (pair.Project, pair.Target!))
                .ToHashSet(),
            key,
            ct);

    private static void Strip(List<SpanRecord> spans, Func<SpanRecord, bool> isErased)
    {
        for (var i = 0; i < spans.Count; i++)
        {
            if (isErased(spans[i]))
            {
                spans[i] = spans[i] with
                {
                    UserId = null,
                    SessionId = null,
                    StatusMessage = null,
                    Input = null,
                    Output = null,
                    Raw = "{}",
                    Call = spans[i].Call is { } call ? call with { ResponseId = null, RequestId = null } : null,
                };
            }
        }
    }
}

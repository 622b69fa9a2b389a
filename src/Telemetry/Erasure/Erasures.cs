using Dashboard.Events;
using Dashboard.Telemetry.Writing;
using Npgsql;

namespace Dashboard.Telemetry.Erasure;

/// <summary>
/// Keeps out what comes late. Spans of an erased trace are stored as anonymous numbers whenever they come; those of an
/// erased user, with their whole trace, where they started before the erasure. Later ones are new data of a user who came
/// back.
/// </summary>
internal static class Erasures
{
    /// <summary>Takes content and names out of a batch before it is stored.</summary>
    public static async Task StripAsync(NpgsqlConnection connection, SpanBatch batch, CancellationToken ct)
    {
        if (batch.Count == 0 || await KeyAsync(connection, onlyIfUsed: true, ct) is not { } key)
        {
            return;
        }

        var spans = batch.Calls.Concat(batch.Others).ToList();
        var traces = await ErasedAsync(connection, spans, span => new ErasureTarget.Trace(span.TraceId), key, ct);
        var users = await ErasedAsync(
            connection, spans, span => span.UserId is { } user ? new ErasureTarget.User(user) : null, key, ct);
        var ofUsers = spans
            .Where(span => span.UserId is { } user
                && users.TryGetValue((span.Project, new ErasureTarget.User(user)), out var at) && span.StartedAt < at)
            .Select(span => (span.Project, span.TraceId))
            .ToHashSet();
        bool IsErased(SpanRecord span) => ofUsers.Contains((span.Project, span.TraceId))
            || traces.ContainsKey((span.Project, new ErasureTarget.Trace(span.TraceId)));
        Strip(batch.Calls, IsErased);
        Strip(batch.Others, IsErased);
    }

    /// <summary>The log records with those of erased traces emptied.</summary>
    public static async Task<IReadOnlyList<LogRecord>> StripAsync(
        NpgsqlDataSource source, IReadOnlyList<LogRecord> logs, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        if (await KeyAsync(connection, onlyIfUsed: true, ct) is not { } key)
        {
            return logs;
        }

        var traces = logs.Where(log => log.TraceId is not null)
            .Select(log => (log.Project, Target: (ErasureTarget)new ErasureTarget.Trace(log.TraceId!.Value)))
            .ToHashSet();
        var erased = await FindAsync(connection, traces, key, ct);
        return
        [
            .. logs.Select(log =>
                log.TraceId is { } trace && erased.ContainsKey((log.Project, new ErasureTarget.Trace(trace)))
                    ? log with { EventName = null, Body = null, Raw = "{}" }
                    : log),
        ];
    }

    /// <summary>The key of the hashes; null where it is asked for only if something was ever erased.</summary>
    public static async Task<byte[]?> KeyAsync(NpgsqlConnection connection, bool onlyIfUsed, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "SELECT key FROM erasure_key WHERE NOT $1 OR EXISTS (SELECT FROM erased)", connection)
        {
            Parameters = { new() { Value = onlyIfUsed } },
        };
        return await command.ExecuteScalarAsync(ct) as byte[];
    }

    private static Task<Dictionary<(ProjectId, ErasureTarget), DateTimeOffset>> ErasedAsync(
        NpgsqlConnection connection, List<SpanRecord> spans, Func<SpanRecord, ErasureTarget?> target, byte[] key,
        CancellationToken ct) =>
        FindAsync(
            connection,
            spans.Select(span => (span.Project, Target: target(span)))
                .Where(pair => pair.Target is not null)
                .Select(pair => (pair.Project, pair.Target!))
                .ToHashSet(),
            key,
            ct);

    /// <summary>Those of the targets that were erased, and when.</summary>
    public static async Task<Dictionary<(ProjectId, ErasureTarget), DateTimeOffset>> FindAsync(
        NpgsqlConnection connection, HashSet<(ProjectId Project, ErasureTarget Target)> wanted, byte[] key,
        CancellationToken ct)
    {
        var byDigest = wanted.ToDictionary(pair => Convert.ToHexString(pair.Target.Digest(key, pair.Project)));
        await using var command = new NpgsqlCommand(
            "SELECT digest, erased_at FROM erased WHERE digest = ANY ($1)", connection)
        {
            Parameters = { new() { Value = byDigest.Keys.Select(Convert.FromHexString).ToArray() } },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        var found = new Dictionary<(ProjectId, ErasureTarget), DateTimeOffset>();
        while (await reader.ReadAsync(ct))
        {
            found[byDigest[Convert.ToHexString(reader.GetFieldValue<byte[]>(0))]] =
                reader.GetFieldValue<DateTimeOffset>(1);
        }

        return found;
    }

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

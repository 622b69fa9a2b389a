using Dashboard.Evaluations.Erasure;
using Dashboard.Evaluations.Ingest;
using Dashboard.Events;
using Dashboard.Postgres;
using Dashboard.Telemetry.Erasure;
using Dashboard.Texts;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Evaluations.Langfuse;

/// <summary>Keeps what ingestion sent; a repeated event changes nothing.</summary>
internal sealed class LangfuseStore(TelemetryDb db, TimeProvider time)
{
    /// <summary>Stores events of traces and observations, and marks the observations that they change.</summary>
    public async Task PutAsync(ProjectId project, IReadOnlyCollection<LangfuseEvent> events, CancellationToken ct)
    {
        if (events.Count == 0)
        {
            return;
        }

        var now = time.GetUtcNow().UtcDateTime;
        await using var connection = await db.Source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await LangfuseErasure.HoldAsWriterAsync(connection, ct);
        events = await EmptyErasedAsync(connection, project, events, ct);
        var fresh = await InsertAsync(connection, project, events, now, ct);
        await MarkAsync(connection, project, [.. fresh.Where(e => !e.IsTrace)], now, ct);
        await MarkOfTracesAsync(connection, project, [.. fresh.Where(e => e.IsTrace).Select(e => e.Trace!).Distinct()], ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>
    /// Takes content out of events of an erased trace, which are sent again after theirs were forgotten, and of traces of an
    /// erased user that began before.
    /// </summary>
    private static async Task<IReadOnlyCollection<LangfuseEvent>> EmptyErasedAsync(
        NpgsqlConnection connection, ProjectId project, IReadOnlyCollection<LangfuseEvent> events, CancellationToken ct)
    {
        // An update need not name its trace: another event of its observation does.
        var named = await TracesAsync(connection, project, events, ct);
        TraceId? TraceOf(LangfuseEvent e) =>
            (e.Trace ?? named.GetValueOrDefault(e.Observation ?? "")) is { } trace ? LangfuseIds.Trace(trace) : null;
        var traces = events.Select(TraceOf).OfType<TraceId>().Select(trace => (ErasureTarget)new ErasureTarget.Trace(trace));
        var users = events.Select(UserOf).OfType<ErasureTarget>();
        if (await ErasureMemory.ReadAsync(connection, traces.Concat(users).Select(one => (project, one)), ct) is not { } memory)
        {
            return events;
        }

        var late = events
            .Select(e => (Trace: TraceOf(e), At: UserOf(e) is { } user ? memory.ErasedAt(project, user) : null, Began: e.At))
            .Where(one => one is { Trace: not null, At: not null } && one.Began < one.At)
            .GroupBy(one => one.Trace!.Value, one => one.At!.Value)
            .ToDictionary(trace => trace.Key, trace => trace.Max());
        foreach (var at in late.GroupBy(one => one.Value, one => one.Key))
        {
            await ErasureMemory.AddAsync(connection, project, at, at.Key, ct);
        }

        return
        [
            .. events.Select(e => TraceOf(e) is { } trace
                && (late.ContainsKey(trace) || memory.Holds(project, new ErasureTarget.Trace(trace)))
                    ? e with { Body = LenientJson.ParseElement(EmptiedBody.Of(e.Body)) }
                    : e),
        ];
    }

    private static ErasureTarget? UserOf(LangfuseEvent e) =>
        e.IsTrace && e.Body.Text("userId") is { } user ? new ErasureTarget.User(user) : null;

    private static async Task<Dictionary<string, string>> TracesAsync(
        NpgsqlConnection connection, ProjectId project, IReadOnlyCollection<LangfuseEvent> events, CancellationToken ct)
    {
        var named = events.Where(e => e is { Observation: not null, Trace: not null })
            .DistinctBy(e => e.Observation)
            .ToDictionary(e => e.Observation!, e => e.Trace!);
        var open = events.Select(e => e.Observation).OfType<string>().Distinct().Where(id => !named.ContainsKey(id)).ToArray();
        if (open.Length == 0)
        {
            return named;
        }

        await using var command = new NpgsqlCommand(
            """
            SELECT observation, trace FROM langfuse_observations
            WHERE project_id = $1 AND observation = ANY ($2) AND trace IS NOT NULL
            """,
            connection)
        {
            Parameters = { new() { Value = project.Value }, new() { Value = open } },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            named[reader.GetString(0)] = reader.GetString(1);
        }

        return named;
    }

    private static async Task<List<LangfuseEvent>> InsertAsync(
        NpgsqlConnection connection, ProjectId project, IReadOnlyCollection<LangfuseEvent> events, DateTime now,
        CancellationToken ct)
    {
        var rows = events.DistinctBy(e => e.Id).OrderBy(e => e.Id, StringComparer.Ordinal).ToList();
        await using var command = new NpgsqlCommand(
            """
            INSERT INTO langfuse_events (project_id, event_id, trace, observation, type, at, body, received_at)
            SELECT $1, k.*, $2 FROM unnest($3, $4, $5, $6, $7, $8) AS k ON CONFLICT DO NOTHING RETURNING event_id
            """,
            connection);
        var parameters = command.Parameters;
        parameters.Add(new() { Value = project.Value });
        parameters.Add(new() { Value = now });
        parameters.AddArray(NpgsqlDbType.Text, rows.Select(e => e.Id));
        parameters.AddArray(NpgsqlDbType.Text, rows.Select(e => e.Trace));
        parameters.AddArray(NpgsqlDbType.Text, rows.Select(e => e.Observation));
        parameters.AddArray(NpgsqlDbType.Text, rows.Select(e => e.Type));
        parameters.AddArray(NpgsqlDbType.TimestampTz, rows.Select(e => e.At.UtcDateTime));
        parameters.AddArray(NpgsqlDbType.Text, rows.Select(e => e.Body.GetRawText()));
        var fresh = new HashSet<string>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            fresh.Add(reader.GetString(0));
        }

        return rows.FindAll(e => fresh.Contains(e.Id));
    }

    private static async Task MarkAsync(
        NpgsqlConnection connection, ProjectId project, List<LangfuseEvent> events, DateTime now, CancellationToken ct)
    {
        var observations = events.GroupBy(e => e.Observation!).OrderBy(group => group.Key, StringComparer.Ordinal).ToList();
        if (observations.Count == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand(
            """
            INSERT INTO langfuse_observations AS o (project_id, observation, trace, has_end, changed_at, version)
            SELECT $1, k.observation, k.trace, k.has_end, $2, nextval('langfuse_versions')
            FROM unnest($3, $4, $5) AS k(observation, trace, has_end)
            ON CONFLICT (project_id, observation) DO UPDATE SET
              trace = coalesce(o.trace, EXCLUDED.trace), has_end = o.has_end OR EXCLUDED.has_end,
              changed_at = EXCLUDED.changed_at, version = EXCLUDED.version
            """,
            connection);
        command.Parameters.Add(new() { Value = project.Value });
        command.Parameters.Add(new() { Value = now });
        command.Parameters.AddArray(NpgsqlDbType.Text, observations.Select(group => group.Key));
        command.Parameters.AddArray(
            NpgsqlDbType.Text, observations.Select(group => group.Select(e => e.Trace).FirstOrDefault(trace => trace is not null)));
        command.Parameters.AddArray(NpgsqlDbType.Boolean, observations.Select(group => group.Any(e => e.IsEnd)));
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>What is said of a trace, such as its user, is said of each of its spans.</summary>
    private static async Task MarkOfTracesAsync(
        NpgsqlConnection connection, ProjectId project, string[] traces, CancellationToken ct)
    {
        if (traces.Length == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand(
            """
            UPDATE langfuse_observations o SET version = nextval('langfuse_versions')
            FROM (SELECT observation FROM langfuse_observations WHERE project_id = $1 AND trace = ANY ($2)
              ORDER BY observation FOR UPDATE) AS k
            WHERE o.project_id = $1 AND o.observation = k.observation
            """,
            connection)
        {
            Parameters = { new() { Value = project.Value }, new() { Value = traces } },
        };
        await command.ExecuteNonQueryAsync(ct);
    }
}

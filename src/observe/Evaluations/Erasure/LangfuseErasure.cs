using Dashboard.Evaluations.Ingest;
using Dashboard.Evaluations.Langfuse;
using Dashboard.Postgres;
using Dashboard.Telemetry.Erasure;
using Dashboard.Texts;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Evaluations.Erasure;

/// <summary>
/// Empties the events that wait to be merged. They stay, so that a repeated one adds nothing, with what the numbers need.
/// Rows of observations are not touched: their writer holds them while it waits for what the erasure holds.
/// </summary>
internal static class LangfuseErasure
{
    /// <summary>
    /// Either an erasure sees the events of a writer, or the writer sees what was erased. The writer may wait for the rows
    /// of observations, and their writer for the erasure: so the erasure takes its lock before all others.
    /// </summary>
    public static Task HoldAsWriterAsync(NpgsqlConnection connection, CancellationToken ct) =>
        LockAsync(connection, "ROW EXCLUSIVE", ct);

    /// <inheritdoc cref="HoldAsWriterAsync"/>
    public static Task HoldAsync(NpgsqlConnection connection, CancellationToken ct) =>
        LockAsync(connection, "SHARE ROW EXCLUSIVE", ct);

    public static async Task RunAsync(NpgsqlConnection connection, ErasureScope scope, CancellationToken ct)
    {
        var traces = await WrittenAsync(connection, scope, ct);
        if (scope.User is { } user)
        {
            // No span of theirs need be written: what comes for them next is known by the trace alone.
            var naming = await NamingAsync(connection, scope, user, ct);
            await ErasureMemory.AddAsync(connection, scope.Project, naming.Select(LangfuseIds.Trace), scope.At, ct);
            traces.UnionWith(naming);
        }

        var emptied = new List<(string Id, string Body)>();
        await using (var command = Command(
            connection,
            """
            SELECT e.event_id, e.body FROM langfuse_events e
            WHERE e.project_id = $1 AND (e.trace = ANY ($2) OR e.observation IN (
              SELECT o.observation FROM langfuse_observations o WHERE o.project_id = $1
                AND coalesce(o.trace, o.observation) = ANY ($2)))
            ORDER BY e.event_id FOR UPDATE OF e SKIP LOCKED
            """,
            scope))
        {
            command.Parameters.AddArray(NpgsqlDbType.Text, traces);
            await using var reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
            {
                emptied.Add((reader.GetString(0), EmptiedBody.Of(LenientJson.ParseElement(reader.GetString(1)))));
            }
        }

        await using var update = Command(
            connection,
            """
            UPDATE langfuse_events e SET body = k.body FROM unnest($2, $3) AS k(event_id, body)
            WHERE e.project_id = $1 AND e.event_id = k.event_id
            """,
            scope);
        update.Parameters.AddArray(NpgsqlDbType.Text, emptied.Select(one => one.Id));
        update.Parameters.AddArray(NpgsqlDbType.Text, emptied.Select(one => one.Body));
        await update.ExecuteNonQueryAsync(ct);
    }

    private static async Task LockAsync(NpgsqlConnection connection, string mode, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"LOCK TABLE langfuse_events IN {mode} MODE", connection)
        {
            CommandTimeout = 0,
        };
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>The clients' names of the traces: of spans that were written, and ids that are those of OpenTelemetry.</summary>
    private static async Task<HashSet<string>> WrittenAsync(
        NpgsqlConnection connection, ErasureScope scope, CancellationToken ct)
    {
        await using var command = Command(
            connection,
            """
            SELECT DISTINCT coalesce(trace, observation) FROM langfuse_observations
            WHERE project_id = $1 AND written_trace = ANY ($2)
            """,
            scope);
        command.Parameters.AddArray(NpgsqlDbType.Uuid, scope.Traces.Select(trace => trace.ToGuid()));
        await using var reader = await command.ExecuteReaderAsync(ct);
        var traces = scope.Traces
            .SelectMany(trace => (string[])[trace.ToString(), trace.ToGuid().ToString()])
            .ToHashSet();
        while (await reader.ReadAsync(ct))
        {
            traces.Add(reader.GetString(0));
        }

        return traces;
    }

    /// <summary>Traces of the user, also those of which no span is written yet.</summary>
    private static async Task<List<string>> NamingAsync(
        NpgsqlConnection connection, ErasureScope scope, string user, CancellationToken ct)
    {
        // JSON may write any character as an escape: such bodies are read, the others searched.
        await using var command = Command(
            connection,
            """
            SELECT trace, body FROM langfuse_events WHERE project_id = $1 AND observation IS NULL AND trace IS NOT NULL
              AND (position($2 IN body) > 0 OR position('\' IN body) > 0)
            """,
            scope);
        command.Parameters.Add(new() { Value = user });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var traces = new List<string>();
        while (await reader.ReadAsync(ct))
        {
            if (LenientJson.ParseElement(reader.GetString(1)).Text("userId") == user)
            {
                traces.Add(reader.GetString(0));
            }
        }

        return traces;
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, ErasureScope scope) =>
        new(sql, connection) { CommandTimeout = 0, Parameters = { new() { Value = scope.Project.Value } } };
}

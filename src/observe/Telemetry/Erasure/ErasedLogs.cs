using System.Text.Json;
using Dashboard.Events;
using Dashboard.Texts;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Telemetry.Erasure;

/// <summary>
/// Log records of what is erased stay as empty rows, so that a repeated export does not bring them back: those of a trace,
/// and evaluations that name their answer by its id, such as
/// <code>{"attributes":{"gen_ai.response.id":"chatcmpl-1","gen_ai.evaluation.explanation":"..."}}</code>
/// </summary>
internal static class ErasedLogs
{
    private const string AnswerId = "gen_ai.response.id";

    /// <summary>The log records with those of what was erased emptied.</summary>
    public static async Task<IReadOnlyList<LogRecord>> StripAsync(
        NpgsqlConnection connection, IReadOnlyList<LogRecord> logs, CancellationToken ct)
    {
        if (await Tombstones.KeyAsync(connection, onlyIfUsed: true, ct) is not { } key)
        {
            return logs;
        }

        var targets = logs.Select(log => Targets(log).Select(target => (log.Project, target)).ToList()).ToList();
        var erased = await Tombstones.FindAsync(connection, [.. targets.SelectMany(its => its)], key, ct);
        return
        [
            .. logs.Zip(targets, (log, its) => its.Exists(erased.ContainsKey)
                ? log with { EventName = null, Body = null, Raw = "{}" }
                : log),
        ];
    }

    /// <summary>Empties what is stored, in the transaction of an erasure.</summary>
    public static async Task EraseAsync(
        NpgsqlConnection connection, ProjectId project, IReadOnlyList<TraceId> traces, IReadOnlyCollection<string> answers,
        CancellationToken ct)
    {
        await using (var ofTraces = new NpgsqlCommand(
            """
            UPDATE log_records SET body = NULL, raw = '{}', event_name = NULL
            WHERE project_id = $1 AND trace_id = ANY ($2)
            """,
            connection)
        {
            CommandTimeout = 0,
            Parameters =
            {
                new() { Value = project.Value }, new() { Value = traces.Select(trace => trace.ToGuid()).ToArray() },
            },
        })
        {
            await ofTraces.ExecuteNonQueryAsync(ct);
        }

        var naming = answers.Count == 0 ? [] : await NamingAsync(connection, project, answers.ToHashSet(), ct);
        if (naming.Count == 0)
        {
            return;
        }

        await using var named = new NpgsqlCommand(
            """
            UPDATE log_records l SET body = NULL, raw = '{}', event_name = NULL FROM unnest($2, $3) AS k(at, digest)
            WHERE l.project_id = $1 AND l.at = k.at AND l.digest = k.digest
            """,
            connection)
        {
            CommandTimeout = 0,
            Parameters =
            {
                new() { Value = project.Value },
                new()
                {
                    Value = naming.Select(one => one.At).ToArray(),
                    NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz,
                },
                new() { Value = naming.Select(one => one.Digest).ToArray() },
            },
        };
        await named.ExecuteNonQueryAsync(ct);
    }

    private static async Task<List<(DateTime At, Guid Digest)>> NamingAsync(
        NpgsqlConnection connection, ProjectId project, HashSet<string> answers, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "SELECT at, digest, raw FROM log_records WHERE project_id = $1 AND event_name = 'gen_ai.evaluation.result'",
            connection)
        {
            CommandTimeout = 0,
            Parameters = { new() { Value = project.Value } },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        var naming = new List<(DateTime, Guid)>();
        while (await reader.ReadAsync(ct))
        {
            if (AnswerOf(reader.GetString(2)) is { } id && answers.Contains(id))
            {
                naming.Add((reader.GetDateTime(0), reader.GetGuid(1)));
            }
        }

        return naming;
    }

    private static IEnumerable<ErasureTarget> Targets(LogRecord log)
    {
        if (log.TraceId is { } trace)
        {
            yield return new ErasureTarget.Trace(trace);
        }

        if (AnswerOf(log.Raw) is { } id)
        {
            yield return new ErasureTarget.Answer(id);
        }
    }

    private static string? AnswerOf(string raw)
    {
        // Few records name one, and searching a text is far cheaper than reading it.
        if (!raw.Contains(AnswerId, StringComparison.Ordinal))
        {
            return null;
        }

        using var json = LenientJson.Parse(raw);
        return json.RootElement.TryGetProperty("attributes", out var attributes)
            && attributes.TryGetProperty(AnswerId, out var id) && id.ValueKind == JsonValueKind.String
                ? id.GetString()
                : null;
    }
}

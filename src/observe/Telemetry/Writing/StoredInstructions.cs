using Dashboard.Events;
using Dashboard.Telemetry.Messages;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Telemetry.Writing;

/// <summary>
/// Finds the calls whose span told the instructions and left the conversation to its log records: these complete it and
/// do not come too late.
/// </summary>
internal static class StoredInstructions
{
    /// <summary>
    /// The system messages that stand in front of calls' inputs, for those whose input is nothing else or was completed
    /// from log records before.
    /// </summary>
    public static async Task<Dictionary<SpanKey, IReadOnlyList<string>>> ReadAsync(
        NpgsqlConnection connection, ProjectId project, IReadOnlyList<SpanKey> calls, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT p.started_at, p.trace_id, p.span_id, p.input, coalesce(p.content_of_logs & 1 = 1, false)
            FROM unnest($2, $3, $4) AS k(started_at, trace_id, span_id)
            JOIN payloads p ON p.project_id = $1 AND p.started_at = k.started_at AND p.trace_id = k.trace_id
              AND p.span_id = k.span_id
            WHERE starts_with(p.input, $5)
            """,
            connection)
        {
            Parameters =
            {
                new() { Value = project.Value },
                new()
                {
                    Value = calls.Select(call => call.StartedAt.UtcDateTime).ToArray(),
                    NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz,
                },
                new() { Value = calls.Select(call => call.TraceId.ToGuid()).ToArray() },
                new() { Value = calls.Select(call => call.SpanId.ToBigint()).ToArray() },
                new() { Value = Instructions.Beginning },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        var found = new Dictionary<SpanKey, IReadOnlyList<string>>();
        while (await reader.ReadAsync(ct))
        {
            var input = reader.GetString(3);
            if (reader.GetBoolean(4) || Instructions.AreAlone(input))
            {
                var key = new SpanKey(
                    project, reader.GetFieldValue<DateTimeOffset>(0), TraceId.FromGuid(reader.GetGuid(1)),
                    SpanId.FromBigint(reader.GetInt64(2)));
                found[key] = Instructions.Leading(input);
            }
        }

        return found;
    }
}

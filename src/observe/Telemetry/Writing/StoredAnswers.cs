using Dashboard.Events;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Telemetry.Writing;

/// <summary>
/// Reads the stored calls of the other party that report the same answers as a batch: the gateway's records for clients'
/// spans, and clients' spans for the gateway's records.
/// </summary>
internal static class StoredAnswers
{
    /// <summary>A call that runs longer is not found by its answer: it bounds the partitions and rows read.</summary>
    private static readonly TimeSpan LongestCall = TimeSpan.FromHours(1);

    /// <summary>
    /// Fake servers give every answer the same id: so many of the newest rows of an id are read at most, however many
    /// there are.
    /// </summary>
    private const string MostRead = "1024";

    /// <summary>
    /// So many more are found for each id than the batch has calls with it: nearer ones in time win. Records that are
    /// joined already are found among the newest only, where a better client may still take one over.
    /// </summary>
    private const string Spare = "64";

    /// <summary>
    /// Newest first, so that a row too many is one that ended long ago. Rows of this transaction lie in the same index
    /// and are passed over; there are no more of them than the batch has.
    /// </summary>
    private const string Recent =
        $"""
        SELECT {StoredCallReader.Columns} FROM calls
        WHERE project_id = $1 AND calls.response_id = seen.response_id AND started_at >= $5 AND started_at < $6
          AND started_at >= seen.started - interval '1 hour' AND started_at <= seen.ended
          AND xmin <> pg_current_xact_id()::xid
        """;

    private const string Newest = $"ORDER BY started_at DESC LIMIT {MostRead}";

    private const string Seen = "unnest($2, $3, $4, $7) AS seen(response_id, started, ended, spans)";

    private const string UnderWay = "near.started_at + near.duration_us * interval '1 microsecond' >= seen.started";

    private const string Enough = $"ORDER BY near.started_at DESC LIMIT {Spare} + seen.spans";

    /// <summary>
    /// Where a project has no gateway's record in that time, which the first condition tells, nothing else is looked at.
    /// </summary>
    private const string GatewayRecords =
        $"""
        SELECT answer.*
        FROM {Seen}
        CROSS JOIN LATERAL (
          SELECT {StoredCallReader.Columns}, client_trace_id, client_span_id
          FROM (
            SELECT recent.*, row_number() OVER (ORDER BY recent.started_at DESC) AS place
            FROM ({Recent} AND recorder = 1 {Newest}) AS recent) AS near
          LEFT JOIN LATERAL (
            SELECT trace_id AS client_trace_id, span_id AS client_span_id FROM calls
            WHERE project_id = $1 AND joined_trace_id = near.trace_id AND joined_span_id = near.span_id
              AND started_at >= $5 AND started_at < $6
            LIMIT 1) AS joined ON true
          WHERE {UnderWay} AND (place <= {Spare} OR client_trace_id IS NULL)
          {Enough}) AS answer
        WHERE EXISTS (SELECT FROM calls WHERE project_id = $1 AND recorder = 1 AND started_at >= $5 AND started_at < $6)
        """;

    private const string ClientSpans =
        $"""
        SELECT answer.*, NULL::uuid, NULL::bigint
        FROM {Seen}
        CROSS JOIN LATERAL (
          SELECT near.* FROM ({Recent} AND recorder = 0 {Newest}) AS near WHERE {UnderWay} AND near.counted {Enough}) AS answer
        """;

    public static async Task<List<StoredNode>> ReadAsync(
        NpgsqlConnection connection, SpanBatch batch, CancellationToken ct)
    {
        var stored = new List<StoredNode>();
        var seen = batch.Calls.Where(span => span.Call!.ResponseId is not null)
            .Select(TraceNode.Of)
            .GroupBy(node => (node.Id.Project, node.Sighting!.IsGateway));
        foreach (var group in seen)
        {
            var (project, isGateway) = group.Key;
            await using var command = new NpgsqlCommand(isGateway ? ClientSpans : GatewayRecords, connection);
            AddParameters(command, project, group.Select(node => node.Sighting!).ToList());
            await using var reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
            {
                stored.Add(StoredCallReader.Read(reader, project) with
                {
                    JoinedBy = StoredCallReader.Id(reader, StoredCallReader.Next, project),
                });
            }
        }

        return stored;
    }

    /// <summary>Each id once, from the first moment at which a call of the batch with it was under way to the last.</summary>
    private static void AddParameters(NpgsqlCommand command, ProjectId project, List<Sighting> seen)
    {
        var answers = seen.GroupBy(sighting => sighting.ResponseId!, StringComparer.Ordinal).ToList();
        command.Parameters.Add(new() { Value = project.Value });
        command.Parameters.Add(new() { Value = answers.Select(answer => answer.Key).ToArray() });
        command.Parameters.Add(Times(answers.Select(answer => answer.Min(sighting => sighting.StartedAt))));
        command.Parameters.Add(Times(answers.Select(answer => answer.Max(sighting => sighting.EndedAt))));
        command.Parameters.Add(new() { Value = seen.Min(sighting => sighting.StartedAt) - LongestCall });
        command.Parameters.Add(new() { Value = seen.Max(sighting => sighting.EndedAt) + LongestCall });
        command.Parameters.Add(new() { Value = answers.Select(answer => answer.Count()).ToArray() });
    }

    private static NpgsqlParameter Times(IEnumerable<DateTimeOffset> times) => new()
    {
        Value = times.Select(time => time.UtcDateTime).ToArray(),
        NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz,
    };
}

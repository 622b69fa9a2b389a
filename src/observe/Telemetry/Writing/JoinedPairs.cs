using System.Globalization;
using Dashboard.Events;
using Dashboard.Postgres;
using Dashboard.Telemetry.Rollups;
using Npgsql;

namespace Dashboard.Telemetry.Writing;

/// <summary>Reads the records whose other views have changed, and says in their rows what they must say.</summary>
internal static class JoinedPairs
{
    /// <summary>Reads records of one project that start in [from, to).</summary>
    public static async Task<List<JoinedPair>> ReadAsync(
        NpgsqlConnection connection, ProjectId project, IReadOnlyCollection<NodeId> records, DateTimeOffset from,
        DateTimeOffset to, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"""
            SELECT g.started_at, g.trace_id, g.span_id, g.series_id, g.counted, {RecountableDays.IsLost("g.started_at")},
              g.user_id, g.session_id, coalesce(g.filled, 0::smallint), s.route, s.model, s.version, s.provider, s.prompt,
              s.environment, v.views, v.user_id, v.session_id, v.prompt, v.environment, {CallCounterRow.Of("g.")}
            FROM unnest($2, $3) AS k(trace_id, span_id)
            CROSS JOIN LATERAL (
              SELECT * FROM calls WHERE project_id = $1 AND calls.trace_id = k.trace_id AND calls.span_id = k.span_id
                AND started_at >= $4 AND started_at < $5) AS g
            JOIN series s ON s.series_id = g.series_id
            CROSS JOIN LATERAL (
              SELECT count(*) AS views, {First("m.user_id", 1)} AS user_id, {First("m.session_id", 2)} AS session_id,
                {First("o.prompt", 4)} AS prompt, {First("o.environment", 8)} AS environment
              FROM calls m JOIN series o ON o.series_id = m.series_id
              WHERE m.project_id = $1 AND m.joined_trace_id = k.trace_id AND m.joined_span_id = k.span_id
                AND m.started_at >= $4 AND m.started_at < $5) AS v
            """,
            connection)
        {
            Parameters =
            {
                new() { Value = project.Value },
                new() { Value = records.Select(record => record.TraceId.ToGuid()).ToArray() },
                new() { Value = records.Select(record => record.SpanId.ToBigint()).ToArray() },
                new() { Value = from },
                new() { Value = to },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        var pairs = new List<JoinedPair>();
        while (await reader.ReadAsync(ct))
        {
            string? Text(int column) => reader.TextOrNull(column);
            var key = new SpanKey(
                project, reader.GetFieldValue<DateTimeOffset>(0), TraceId.FromGuid(reader.GetGuid(1)),
                SpanId.FromBigint(reader.GetInt64(2)));
            var series = new SeriesKey(project, reader.GetString(9), Text(10), Text(11), Text(12), Text(13), Text(14));
            pairs.Add(new JoinedPair(
                key, reader.GetInt32(3), reader.GetBoolean(4), reader.GetBoolean(5),
                new GatewayFacts(series, Text(6), Text(7), (GatewayFacts.Parts)reader.GetInt16(8)),
                reader.GetInt64(15) == 0 ? null : new ClientFacts(Text(16), Text(17), Text(18), Text(19)),
                CallCounterRow.Read(reader, 20)));
        }

        return pairs;
    }

    /// <summary>
    /// What the nearest view says by itself: of several around one another the one that began last. What a view was told
    /// by another (<see cref="GatewayFacts.Parts"/>) is not its word.
    /// </summary>
    private static string First(string column, short part) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        (array_agg({column} ORDER BY m.started_at DESC)
          FILTER (WHERE {column} IS NOT NULL AND coalesce(m.filled, 0) & {part} = 0))[1]
        """);

    /// <summary>Writes what the rows must say.</summary>
    public static async Task WriteAsync(
        NpgsqlConnection connection, IReadOnlyCollection<JoinedPair> pairs, IReadOnlyDictionary<SeriesKey, int> series,
        CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            UPDATE calls c SET series_id = k.series_id, user_id = k.user_id, session_id = k.session_id, filled = k.filled
            FROM unnest($1, $2, $3, $4, $5, $6, $7, $8)
              AS k(project_id, started_at, trace_id, span_id, series_id, user_id, session_id, filled)
            WHERE c.project_id = k.project_id AND c.started_at = k.started_at AND c.trace_id = k.trace_id
              AND c.span_id = k.span_id
            """,
            connection)
        {
            Parameters =
            {
                new() { Value = pairs.Select(pair => pair.Key.Project.Value).ToArray() },
                new() { Value = pairs.Select(pair => pair.Key.StartedAt).ToArray() },
                new() { Value = pairs.Select(pair => pair.Key.TraceId.ToGuid()).ToArray() },
                new() { Value = pairs.Select(pair => pair.Key.SpanId.ToBigint()).ToArray() },
                new() { Value = pairs.Select(pair => series[pair.Wanted.Series]).ToArray() },
                new() { Value = pairs.Select(pair => pair.Wanted.UserId).ToArray() },
                new() { Value = pairs.Select(pair => pair.Wanted.SessionId).ToArray() },
                new() { Value = pairs.Select(pair => (short)pair.Wanted.Filled).ToArray() },
            },
        };
        await command.ExecuteNonQueryAsync(ct);
    }
}

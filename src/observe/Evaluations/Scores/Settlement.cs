using Dashboard.Events;
using Dashboard.Postgres;
using Dashboard.Telemetry;
using Dashboard.Telemetry.Reading;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Evaluations.Scores;

/// <summary>
/// Brings what calls add to the rates up to date with their scores. It counts again instead of adding up, under a lock on
/// the call, so that it may run any number of times, in any order and in several consoles at once.
/// </summary>
internal static class Settlement
{
    private static readonly ScoreGrain[] Tiers = [ScoreGrain.Minute, ScoreGrain.Quarter, ScoreGrain.Day];

    /// <summary>Must run in the transaction that changed the scores. Rings for the oldest minute that changed.</summary>
    public static async Task RunAsync(NpgsqlConnection connection, IEnumerable<CallKey> calls, CancellationToken ct)
    {
        var keys = CallKey.Sort(calls);
        if (keys.Count == 0)
        {
            return;
        }

        await CreateAsync(connection, keys, ct);
        var before = await LockAsync(connection, keys, ct);
        var scores = await ReadScoresAsync(connection, keys, ct);
        var owners = await ReadOwnersAsync(connection, keys, ct);
        var changed = new List<(CallKey Key, CallOwner Owner, ScoreCounts Counts)>();
        var deltas = new Dictionary<(ScoreGrain Tier, ProjectId Project, DateTimeOffset Start, int Series), ScoreCounts>();
        foreach (var (key, old) in before)
        {
            var now = CallTally.Of(scores[key]);
            var its = owners.GetValueOrDefault(key, old.Owner);
            if (now == old.Counts && its == old.Owner)
            {
                continue;
            }

            changed.Add((key, its, now));
            Add(deltas, key, old.Owner.Series, -old.Counts);
            Add(deltas, key, its.Series, now);
        }

        if (changed.Count > 0)
        {
            await StoreAsync(connection, changed, ct);
            await RollUpAsync(connection, deltas, ct);
            await CallBell.RingNowAsync(connection, ScoreGrain.Minute.Floor(changed.Min(one => one.Key.StartedAt)), ct);
        }
    }

    private static void Add(
        Dictionary<(ScoreGrain, ProjectId, DateTimeOffset, int), ScoreCounts> deltas, CallKey key, int series,
        ScoreCounts counts)
    {
        foreach (var tier in Tiers)
        {
            var cell = (tier, key.Project, tier.Floor(key.StartedAt), series);
            deltas[cell] = deltas.GetValueOrDefault(cell) + counts;
        }
    }

    private static async Task CreateAsync(NpgsqlConnection connection, IReadOnlyList<CallKey> keys, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            INSERT INTO call_scores (project_id, started_at, trace_id, span_id, series_id, user_id)
            SELECT c.project_id, c.started_at, c.trace_id, c.span_id, c.series_id, c.user_id
            FROM unnest($1, $2, $3, $4) WITH ORDINALITY AS k(project_id, started_at, trace_id, span_id, n)
            JOIN calls c USING (project_id, started_at, trace_id, span_id)
            ORDER BY k.n ON CONFLICT DO NOTHING
            """,
            connection);
        command.Parameters.AddKeys(keys);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task<Dictionary<CallKey, (CallOwner Owner, ScoreCounts Counts)>> LockAsync(
        NpgsqlConnection connection, IReadOnlyList<CallKey> keys, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"""
            SELECT s.project_id, s.started_at, s.trace_id, s.span_id, s.series_id, s.user_id, {CountColumns.Names}
            FROM call_scores s JOIN unnest($1, $2, $3, $4) WITH ORDINALITY AS k(project_id, started_at, trace_id, span_id, n)
              USING (project_id, started_at, trace_id, span_id)
            ORDER BY k.n FOR UPDATE OF s
            """,
            connection);
        command.Parameters.AddKeys(keys);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new Dictionary<CallKey, (CallOwner, ScoreCounts)>();
        while (await reader.ReadAsync(ct))
        {
            rows[ReadKey(reader)] = (CallOwner.Read(reader, 4), CountColumns.Read(reader, 6));
        }

        return rows;
    }

    private static async Task<ILookup<CallKey, CurrentScore>> ReadScoresAsync(
        NpgsqlConnection connection, IReadOnlyList<CallKey> keys, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT s.project_id, s.call_started_at, s.call_trace_id, s.call_span_id, s.annotator, s.name, s.kind, s.verdict,
              s.given_at, s.revision
            FROM scores s JOIN unnest($1, $2, $3, $4) AS k(project_id, started_at, trace_id, span_id)
              ON s.project_id = k.project_id AND s.call_trace_id = k.trace_id AND s.call_span_id = k.span_id
                AND s.call_started_at = k.started_at
            """,
            connection);
        command.Parameters.AddKeys(keys);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<(CallKey, CurrentScore)>();
        while (await reader.ReadAsync(ct))
        {
            rows.Add((ReadKey(reader), new CurrentScore(
                reader.GetString(4), reader.GetString(5), (AnnotatorKind)reader.GetInt16(6),
                (ScoreVerdict)reader.GetInt16(7), reader.GetFieldValue<DateTimeOffset>(8), reader.GetInt64(9))));
        }

        return rows.ToLookup(row => row.Item1, row => row.Item2);
    }

    private static async Task<Dictionary<CallKey, CallOwner>> ReadOwnersAsync(
        NpgsqlConnection connection, IReadOnlyList<CallKey> keys, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT c.project_id, c.started_at, c.trace_id, c.span_id, c.series_id, c.user_id
            FROM calls c JOIN unnest($1, $2, $3, $4) AS k(project_id, started_at, trace_id, span_id)
              USING (project_id, started_at, trace_id, span_id)
            """,
            connection);
        command.Parameters.AddKeys(keys);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new Dictionary<CallKey, CallOwner>();
        while (await reader.ReadAsync(ct))
        {
            rows[ReadKey(reader)] = CallOwner.Read(reader, 4);
        }

        return rows;
    }

    private static async Task StoreAsync(
        NpgsqlConnection connection, List<(CallKey Key, CallOwner Owner, ScoreCounts Counts)> changed, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"""
            UPDATE call_scores s SET series_id = k.series_id, user_id = k.user_id, ({CountColumns.Names}) =
              (SELECT k.up, k.down, k.rated, k.evaluated, k.flagged, k.abstained, k.unparsable)
            FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
              AS k(project_id, started_at, trace_id, span_id, series_id, user_id, {CountColumns.Names})
            WHERE s.project_id = k.project_id AND s.started_at = k.started_at AND s.trace_id = k.trace_id
              AND s.span_id = k.span_id
            """,
            connection);
        command.Parameters.AddKeys(changed.ConvertAll(one => one.Key));
        command.Parameters.AddArray(NpgsqlDbType.Integer, changed.Select(one => one.Owner.Series));
        command.Parameters.AddArray(NpgsqlDbType.Text, changed.Select(one => one.Owner.User));
        command.Parameters.AddCounts(changed.ConvertAll(one => one.Counts));
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task RollUpAsync(
        NpgsqlConnection connection,
        Dictionary<(ScoreGrain Tier, ProjectId Project, DateTimeOffset Start, int Series), ScoreCounts> deltas,
        CancellationToken ct)
    {
        var cells = deltas.Where(delta => delta.Value != default).ToList();
        var additions = string.Join(", ", CountColumns.Names.Split(", ").Select(name => $"{name} = t.{name} + EXCLUDED.{name}"));
        await using var command = new NpgsqlCommand(
            $"""
            INSERT INTO score_rollup AS t (tier, project_id, bucket, series_id, {CountColumns.Names})
            SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
              AS k(tier, project_id, bucket, series_id, {CountColumns.Names})
            ORDER BY tier, project_id, bucket, series_id
            ON CONFLICT (project_id, tier, bucket, series_id) DO UPDATE SET {additions}
            """,
            connection);
        command.Parameters.AddArray(NpgsqlDbType.Smallint, cells.Select(cell => (short)cell.Key.Tier));
        command.Parameters.AddArray(NpgsqlDbType.Integer, cells.Select(cell => cell.Key.Project.Value));
        command.Parameters.AddArray(NpgsqlDbType.TimestampTz, cells.Select(cell => cell.Key.Start.UtcDateTime));
        command.Parameters.AddArray(NpgsqlDbType.Integer, cells.Select(cell => cell.Key.Series));
        command.Parameters.AddCounts(cells.ConvertAll(cell => cell.Value));
        await command.ExecuteNonQueryAsync(ct);
    }

    private static CallKey ReadKey(NpgsqlDataReader row) => new(
        new ProjectId(row.GetInt32(0)), row.GetFieldValue<DateTimeOffset>(1), TraceId.FromGuid(row.GetGuid(2)),
        SpanId.FromBigint(row.GetInt64(3)));
}

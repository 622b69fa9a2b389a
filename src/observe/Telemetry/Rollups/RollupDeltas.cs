using Dashboard.Events;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Telemetry.Rollups;

/// <summary>What a batch adds to the rollups: one row per minute and series, one per day, series and user.</summary>
public sealed class RollupDeltas
{
    private readonly Dictionary<CellKey, RollupCell> _cells = [];
    private readonly Dictionary<(CellKey Day, string User), CallCounters> _users = [];

    /// <summary>The earliest minute that changes; null when nothing does.</summary>
    public DateTimeOffset? Oldest => _cells.Count == 0 ? null : _cells.Keys.Min(key => key.Start);

    public void Add(SpanRecord span, CallFacts call, int seriesId)
    {
        var counters = CallCounters.Of(span.Status, call.Tokens, call.Cost);
        var key = new CellKey(span.Project, CellKey.Minute(span.StartedAt), seriesId);
        _cells.At(key).Add(counters, span.DurationMicros, call.TimeToFirstTokenMicros);
        AddUser(key with { Start = CellKey.UtcDay(span.StartedAt) }, span.UserId, counters);
    }

    /// <summary>Adds to the sums of a call that is counted already, and of its user. Durations stay.</summary>
    public void AddCorrection(
        ProjectId project, DateTimeOffset startedAt, int seriesId, string? user, CallCounters change)
    {
        var key = new CellKey(project, CellKey.Minute(startedAt), seriesId);
        _cells.At(key).Add(change);
        AddUser(key with { Start = CellKey.UtcDay(startedAt) }, user, change);
    }

    /// <summary>Adds to a user's day; negated counters take a call back. Calls of nobody in particular are the empty user's.</summary>
    public void AddUser(CellKey day, string? user, CallCounters counters)
    {
        var key = (day, user ?? "");
        _users[key] = _users.GetValueOrDefault(key) + counters;
    }

    public async Task CopyAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        if (_cells.Count > 0)
        {
            await using var importer = await connection.BeginBinaryImportAsync(
                $"COPY rollup_delta (project_id, bucket, series_id, {RollupColumns.Cell}) FROM STDIN (FORMAT BINARY)", ct);
            foreach (var (key, cell) in _cells)
            {
                WriteKey(importer, key);
                RollupColumns.WriteCell(importer, cell);
            }

            await importer.CompleteAsync(ct);
        }

        if (_users.Count > 0)
        {
            await using var importer = await connection.BeginBinaryImportAsync(
                $"""
                COPY rollup_user_delta (project_id, bucket, series_id, user_id, {RollupColumns.Counters})
                FROM STDIN (FORMAT BINARY)
                """,
                ct);
            foreach (var ((day, user), counters) in _users)
            {
                WriteKey(importer, day);
                importer.Write(user, NpgsqlDbType.Text);
                RollupColumns.WriteCounters(importer, counters);
            }

            await importer.CompleteAsync(ct);
        }
    }

    private static void WriteKey(NpgsqlBinaryImporter importer, CellKey key)
    {
        importer.StartRow();
        importer.Write(key.Project.Value, NpgsqlDbType.Integer);
        importer.Write(key.Start, NpgsqlDbType.TimestampTz);
        importer.Write(key.SeriesId, NpgsqlDbType.Integer);
    }
}

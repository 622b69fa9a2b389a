using Dashboard.Postgres;
using Dashboard.Telemetry;
using Dashboard.Telemetry.Rollups;
using Dashboard.Telemetry.Writing;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Ingest.Rereading;

/// <summary>Writes what calls say now, and makes the sums follow, in the transaction that holds the calls' locks.</summary>
internal static class CallChanges
{
    private const int FirstTokens = 14;

    private static readonly string s_tokens =
        string.Join(", ", TokenColumns.All.Select((_, place) => $"${FirstTokens + place}"));

    /// <param name="connection">In the transaction.</param>
    /// <param name="changes">Calls that are locked, with what they say now.</param>
    /// <param name="series">The numbers of the series of before and of now.</param>
    /// <param name="ct">Ends it.</param>
    public static async Task WriteAsync(
        NpgsqlConnection connection, IReadOnlyList<(StoredCall Call, UsageFacts Now)> changes,
        IReadOnlyDictionary<SeriesKey, int> series, CancellationToken ct)
    {
        await StoreAsync(connection, changes, series, ct);
        var counted = changes.Where(change => change.Call.IsCounted).ToList();
        if (counted.Count == 0)
        {
            return;
        }

        var days = await RecountableDays.ReadAsync(connection, ct);
        var (deltas, dirty) = (new RollupDeltas(), new HashSet<CellKey>());
        foreach (var (call, now) in counted)
        {
            var isLost = !days.IsWhole(CellKey.UtcDay(call.StartedAt));
            Move(call, call.Facts, isAdded: false);
            Move(call, now, isAdded: true);

            void Move(StoredCall one, UsageFacts facts, bool isAdded)
            {
                var cell = new CellKey(one.Project, one.StartedAt, series[facts.Series]);
                var counters = CallCounters.Of(one.Status, facts.Tokens, facts.Cost);
                CallCorrections.Add(deltas, cell, one.UserId, isAdded ? counters : -counters, isLost);
                if (!isLost)
                {
                    dirty.Add(cell with { Start = CellKey.Minute(one.StartedAt) });
                }
            }
        }

        await deltas.CopyAsync(connection, ct);
        await MarkAsync(connection, dirty, ct);
    }

    // The compactor counts these cells again from their calls, durations too: a call may have moved to another series.
    private static async Task MarkAsync(
        NpgsqlConnection connection, IReadOnlyCollection<CellKey> dirty, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "INSERT INTO dirty_cells (project_id, bucket, series_id) SELECT DISTINCT * FROM unnest($1, $2, $3)", connection)
        {
            Parameters =
            {
                new() { Value = dirty.Select(cell => cell.Project.Value).ToArray() },
                new() { Value = dirty.Select(cell => cell.Start).ToArray() },
                new() { Value = dirty.Select(cell => cell.SeriesId).ToArray() },
            },
        };
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task StoreAsync(
        NpgsqlConnection connection, IReadOnlyList<(StoredCall Call, UsageFacts Now)> changes,
        IReadOnlyDictionary<SeriesKey, int> series, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"""
            UPDATE calls c SET series_id = k.series_id, usage_source = k.usage_source, service_tier = k.service_tier,
              cost_nano = k.cost_nano, cost_status = k.cost_status, price_id = k.price_id, usage_note = k.usage_note,
              {string.Join(", ", TokenColumns.All.Select(column => $"{column.Name} = k.{column.Name}"))}
            FROM unnest($4, $5, $6, $7, $8, $9, $10, $11, $12, $13, {s_tokens})
              AS k(started_at, trace_id, span_id, series_id, usage_source, service_tier, cost_nano, cost_status, price_id,
                usage_note, {TokenColumns.Names})
            WHERE c.project_id = $1 AND c.started_at = k.started_at AND c.trace_id = k.trace_id AND c.span_id = k.span_id
              AND c.started_at >= $2 AND c.started_at <= $3
            """,
            connection)
        { CommandTimeout = 0 };
        command.Parameters.Add(new() { Value = changes[0].Call.Project.Value });
        command.Parameters.Add(new() { Value = changes.Min(change => change.Call.StartedAt) });
        command.Parameters.Add(new() { Value = changes.Max(change => change.Call.StartedAt) });
        Add(NpgsqlDbType.TimestampTz, change => change.Call.StartedAt.UtcDateTime);
        Add(NpgsqlDbType.Uuid, change => change.Call.TraceId.ToGuid());
        Add(NpgsqlDbType.Bigint, change => change.Call.SpanId.ToBigint());
        Add(NpgsqlDbType.Integer, change => series[change.Now.Series]);
        Add(NpgsqlDbType.Smallint, change => (short)change.Now.Source);
        Add(NpgsqlDbType.Text, change => change.Now.ServiceTier);
        Add(NpgsqlDbType.Bigint, change => change.Now.Cost.Amount?.Value);
        Add(NpgsqlDbType.Smallint, change => (short)change.Now.Cost.Status);
        Add(NpgsqlDbType.Text, change => change.Now.Cost.PriceId);
        Add(NpgsqlDbType.Text, change => change.Now.Note);
        foreach (var column in TokenColumns.All)
        {
            Add(NpgsqlDbType.Bigint, change => change.Now.Tokens is { } tokens ? column.Count(tokens) : (long?)null);
        }

        var updated = await command.ExecuteNonQueryAsync(ct);
        if (updated != changes.Count)
        {
            throw new InvalidOperationException($"{changes.Count} locked calls were to change, {updated} did.");
        }

        void Add<T>(NpgsqlDbType type, Func<(StoredCall Call, UsageFacts Now), T> value) =>
            command.Parameters.AddArray(type, changes.Select(value));
    }
}

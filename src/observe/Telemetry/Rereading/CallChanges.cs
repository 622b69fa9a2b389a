using Dashboard.Postgres;
using Dashboard.Telemetry.Rollups;
using Dashboard.Telemetry.Writing;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Telemetry.Rereading;

/// <summary>Writes what calls say now, and makes the sums follow, in the transaction that holds the calls' locks.</summary>
internal static class CallChanges
{
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
            """
            UPDATE calls c SET series_id = k.series_id, usage_source = k.usage_source, service_tier = k.service_tier,
              cost_nano = k.cost_nano, cost_status = k.cost_status, price_id = k.price_id,
              input_uncached = k.input_uncached, cache_read = k.cache_read, cache_write = k.cache_write,
              cache_write_1h = k.cache_write_1h, audio_input = k.audio_input, output_text = k.output_text,
              reasoning = k.reasoning, audio_output = k.audio_output, image_input = k.image_input,
              image_output = k.image_output, input_images = k.input_images, output_images = k.output_images,
              cache_read_audio = k.cache_read_audio, web_searches = k.web_searches, usage_note = k.usage_note
            FROM unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
                $23, $24, $25)
              AS k(started_at, trace_id, span_id, series_id, usage_source, service_tier, cost_nano, cost_status, price_id,
                input_uncached, cache_read, cache_write, cache_write_1h, audio_input, output_text, reasoning, audio_output,
                image_input, image_output, input_images, output_images, cache_read_audio, web_searches,
                usage_note)
            WHERE c.project_id = $1 AND c.started_at = k.started_at AND c.trace_id = k.trace_id AND c.span_id = k.span_id
              AND c.started_at >= $26 AND c.started_at <= $27
            """,
            connection)
        { CommandTimeout = 0 };
        command.Parameters.Add(new() { Value = changes[0].Call.Project.Value });
        Add(NpgsqlDbType.TimestampTz, change => change.Call.StartedAt.UtcDateTime);
        Add(NpgsqlDbType.Uuid, change => change.Call.TraceId.ToGuid());
        Add(NpgsqlDbType.Bigint, change => change.Call.SpanId.ToBigint());
        Add(NpgsqlDbType.Integer, change => series[change.Now.Series]);
        Add(NpgsqlDbType.Smallint, change => (short)change.Now.Source);
        Add(NpgsqlDbType.Text, change => change.Now.ServiceTier);
        Add(NpgsqlDbType.Bigint, change => change.Now.Cost.Amount?.Value);
        Add(NpgsqlDbType.Smallint, change => (short)change.Now.Cost.Status);
        Add(NpgsqlDbType.Text, change => change.Now.Cost.PriceId);
        AddTokens(command, changes);
        Add(NpgsqlDbType.Text, change => change.Now.Note);
        command.Parameters.Add(new() { Value = changes.Min(change => change.Call.StartedAt) });
        command.Parameters.Add(new() { Value = changes.Max(change => change.Call.StartedAt) });
        var updated = await command.ExecuteNonQueryAsync(ct);
        if (updated != changes.Count)
        {
            throw new InvalidOperationException($"{changes.Count} locked calls were to change, {updated} did.");
        }

        void Add<T>(NpgsqlDbType type, Func<(StoredCall Call, UsageFacts Now), T> value) =>
            command.Parameters.AddArray(type, changes.Select(value));
    }

    // In the order of the statement.
    private static void AddTokens(NpgsqlCommand command, IReadOnlyList<(StoredCall Call, UsageFacts Now)> changes)
    {
        Func<Events.TokenCounts, long>[] counts =
        [
            tokens => tokens.InputUncached, tokens => tokens.CacheRead, tokens => tokens.CacheWrite,
            tokens => tokens.CacheWrite1h, tokens => tokens.AudioInput, tokens => tokens.OutputText,
            tokens => tokens.Reasoning, tokens => tokens.AudioOutput, tokens => tokens.ImageInput,
            tokens => tokens.ImageOutput, tokens => tokens.InputImages, tokens => tokens.OutputImages,
            tokens => tokens.CacheReadAudio, tokens => tokens.WebSearches,
        ];
        foreach (var count in counts)
        {
            command.Parameters.AddArray(
                NpgsqlDbType.Bigint,
                changes.Select(change => change.Now.Tokens is { } tokens ? count(tokens) : (long?)null));
        }
    }
}

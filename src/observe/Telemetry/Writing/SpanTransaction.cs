using Dashboard.Postgres;
using Dashboard.Telemetry.Erasure;
using Dashboard.Telemetry.Partitions;
using Dashboard.Telemetry.Repricing;
using Dashboard.Telemetry.Rollups;
using Npgsql;

namespace Dashboard.Telemetry.Writing;

/// <summary>Writes one batch: calls, spans, payloads, what they add to the rollups, and the ring of the doorbell, or nothing.</summary>
internal sealed class SpanTransaction(
    TelemetryDb db, PartitionStore partitions, SeriesDirectory directory, CallBell bell, PriceWatermark? prices = null)
{
    private readonly JoinedFill _fill = new(directory);

    /// <summary>Returns the keys that were new, or null when all of them were.</summary>
    public async Task<HashSet<SpanKey>?> RunAsync(SpanBatch batch, CancellationToken ct)
    {
        var spans = batch.Calls.Concat(batch.Others).ToList();
        await partitions.EnsureAsync(spans.Select(span => DateOnly.FromDateTime(span.StartedAt.UtcDateTime)), ct);
        var series = await directory.NumberAsync(batch.Calls.Select(span => span.Call!.Series).ToHashSet(), ct);
        try
        {
            await WriteAsync(batch, spans, series, merge: false, ct);
            return null;
        }
        catch (PostgresException collision) when (collision.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return await WriteAsync(batch, spans, series, merge: true, ct);
        }
        catch (PostgresException gone) when (gone.SqlState == PostgresErrorCodes.CheckViolation)
        {
            // Another console dropped a partition that this one still remembers.
            partitions.Forget();
            throw;
        }
    }

    private Task<HashSet<SpanKey>?> WriteAsync(
        SpanBatch batch, List<SpanRecord> spans, IReadOnlyDictionary<SeriesKey, int> series, bool merge, CancellationToken ct) =>
        db.Sessions.RunAsync((connection, token) => WriteAsync(connection, batch, spans, series, merge, token), ct);

    private async Task<HashSet<SpanKey>?> WriteAsync(
        NpgsqlConnection connection, SpanBatch batch, List<SpanRecord> spans, IReadOnlyDictionary<SeriesKey, int> series,
        bool merge, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (prices is not null)
        {
            await prices.HoldAsync(connection, batch, ct);
        }

        await Erasures.StripAsync(connection, batch, spans, ct);

        HashSet<SpanKey>? written = null;
        if (merge)
        {
            written = await SpanTables.MergeAsync(connection, batch, series, ct);
        }
        else
        {
            await SpanTables.CopyAsync(connection, batch, series, ct);
        }

        var calls = batch.Calls.Where(span => written is null || written.Contains(SpanKey.Of(span))).ToList();
        var (settled, changes, moved) = await SettleAsync(connection, batch, spans, calls, ct);
        await LogContent.FillWrittenAsync(connection, calls, ct);
        var deltas = new RollupDeltas();
        var corrected = await CallCorrections.ApplyAsync(connection, changes, deltas, ct);
        var filled = await _fill.RunAsync(connection, moved, spans, calls, deltas, ct);
        foreach (var span in calls.Where(span => settled.IsCounted(NodeId.Of(span))))
        {
            if (filled.Written.TryGetValue(NodeId.Of(span), out var known))
            {
                deltas.Add(span with { UserId = known.User }, span.Call!, known.Series);
            }
            else
            {
                deltas.Add(span, span.Call!, series[span.Call!.Series]);
            }
        }

        var oldest = Earlier(Earlier(deltas.Oldest, corrected), filled.Oldest);
        await deltas.CopyAsync(connection, ct);
        if (oldest is { } minute)
        {
            await bell.RingAsync(connection, minute, ct);
        }

        await transaction.CommitAsync(ct);
        return written;
    }

    /// <summary>
    /// Decides with the batch's rows in place and the traces locked: of two consoles that write parent and child in the
    /// same instant, the second sees what the first has committed.
    /// </summary>
    private static async Task<(Settlement Settled, List<CallChange> Changes, IReadOnlyCollection<NodeId> Moved)> SettleAsync(
        NpgsqlConnection connection, SpanBatch batch, List<SpanRecord> spans, List<SpanRecord> written,
        CancellationToken ct)
    {
        await TraceLocks.TakeAsync(connection, batch, ct);
        var stored = await StoredTraces.ReadAsync(connection, spans, ct);
        stored.AddRange(await StoredAnswers.ReadAsync(connection, batch, ct));
        if (stored.Count == 0)
        {
            return (batch.Alone, [], batch.Alone.Moved(written, []));
        }

        var settled = Settlement.Of(batch.Nodes, stored);
        return (
            settled, [.. settled.ChangesFrom(batch.Alone, written), .. settled.ChangesFrom(stored)],
            settled.Moved(written, stored));
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? a, DateTimeOffset? b) =>
        a is null ? b : b is null ? a : a < b ? a : b;
}

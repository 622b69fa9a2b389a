using Dashboard.Events;
using Dashboard.Ingest.Wire;
using Dashboard.Postgres;
using Dashboard.Pricing;
using Dashboard.Pricing.Recording;
using Dashboard.Telemetry;
using Dashboard.Telemetry.Erasure;
using Dashboard.Telemetry.Partitions;
using Dashboard.Telemetry.Repricing;
using Dashboard.Telemetry.Rollups;
using Dashboard.Telemetry.Writing;
using Npgsql;

namespace Dashboard.Ingest.Bulk;

/// <summary>
/// Puts many calls of the past in at once: read as any export, then copied with what they add to the sums, a body a
/// transaction. Nobody waits in a queue and no trace is looked up, so it is for calls whose traces hold nothing else
/// and that are not stored yet.
/// </summary>
public sealed class CallLoader
{
    private readonly TelemetryDb _db;
    private readonly PartitionStore _partitions;
    private readonly SeriesDirectory _directory;
    private readonly PriceBooks _books;
    private readonly PriceListKeeper _keeper;
    private readonly PriceWatermark _watermark;
    private readonly TimeProvider _time;

    internal CallLoader(
        TelemetryDb db, PartitionStore partitions, SeriesDirectory directory, PriceBooks books, PriceListKeeper keeper,
        PriceWatermark watermark, TimeProvider time) =>
        (_db, _partitions, _directory, _books, _keeper, _watermark, _time) =
            (db, partitions, directory, books, keeper, watermark, time);

    /// <summary>Reads the recorded prices, those of a moment ago too; before the first body.</summary>
    public Task PrepareAsync(CancellationToken ct) => _keeper.ReloadAsync(ct);

    /// <summary>Loads the spans of an <c>ExportTraceServiceRequest</c> in JSON. Returns how many calls they were.</summary>
    /// <exception cref="InvalidOperationException">A span is refused, or is no call.</exception>
    public async Task<int> LoadAsync(ProjectId project, byte[] json, CancellationToken ct)
    {
        var export = TraceExport.Read(json, OtlpEncoding.Json, project, _time.GetUtcNow(), _books.Current);
        var batch = new SpanBatch(export.Records);
        if (export.Rejected.Message is { } fault)
        {
            throw new InvalidOperationException(fault);
        }

        if (batch.Others.Count > 0)
        {
            throw new InvalidOperationException($"The span '{batch.Others[0].Name}' is no call; send it as an export.");
        }

        await _partitions.EnsureAsync(
            batch.Calls.Select(span => DateOnly.FromDateTime(span.StartedAt.UtcDateTime)), ct);
        var series = await _directory.NumberAsync(batch.Calls.Select(span => span.Call!.Series).ToHashSet(), ct);
        await _db.Sessions.RunAsync((connection, token) => CopyAsync(connection, batch, series, token), ct);
        return batch.Calls.Count;
    }

    private async Task<int> CopyAsync(
        NpgsqlConnection connection, SpanBatch batch, IReadOnlyDictionary<SeriesKey, int> series, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await _watermark.HoldAsync(connection, batch, ct);
        await Erasures.StripAsync(connection, batch, [.. batch.Calls], ct);
        await SpanTables.CopyAsync(connection, batch, series, ct);
        var deltas = new RollupDeltas();
        foreach (var span in batch.Calls.Where(span => batch.Alone.IsCounted(NodeId.Of(span))))
        {
            deltas.Add(span, span.Call!, series[span.Call!.Series]);
        }

        await deltas.CopyAsync(connection, ct);
        if (deltas.Oldest is { } minute)
        {
            await CallBell.RingNowAsync(connection, minute, ct);
        }

        await transaction.CommitAsync(ct);
        return batch.Calls.Count;
    }
}

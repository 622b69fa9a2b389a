using System.Buffers;
using System.Threading.Channels;
using Dashboard.Gateway.Recording;
using Dashboard.Telemetry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dashboard.Gateway.Spool;

/// <summary>
/// Takes records off the request path and makes them safe: appends them to a file, then hands them to the
/// <see cref="SpoolSender"/>. Every record is in a file, where a kill of the process cannot reach it, as soon as the
/// append behind it returns, some milliseconds after the call ended. Against a loss of power it is safe when the
/// database has committed it, or else once it has waited <see cref="SyncAfter"/>.
/// </summary>
internal sealed partial class CallSpool(
    SpoolQueue queue, SpoolStore store, GatewayStatus status, TimeProvider time, ILogger<CallSpool> logger)
    : BackgroundService, ICallRecordSink
{
    /// <summary>How long records may wait for the database before they are forced to disk.</summary>
    public static readonly TimeSpan SyncAfter = TimeSpan.FromMilliseconds(100);

    private const int MaxWaiting = 10_000;
    private const int MaxBatch = 250;

    // Where room runs out a batch is lost as a whole, so it is small.
    private const int MaxBatchBytes = 1024 * 1024;
    private static readonly TimeSpan LossReport = TimeSpan.FromSeconds(10);

    // Full only where the disk stands still: the newest is refused, because the request path must not wait.
    private readonly Channel<SpanRecord> _waiting = Channel.CreateBounded<SpanRecord>(
        new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });

    private long _reportedLoss;
    private long _reportedAt;

    public void Offer(SpanRecord record)
    {
        status.Expect(1);
        if (!_waiting.Writer.TryWrite(record))
        {
            status.Lose(1);
            status.Expect(-1);
        }
    }

    /// <summary>Takes no more, makes safe what waits, then stops.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _waiting.Writer.TryComplete();
        if (ExecuteTask is { } loop)
        {
            await loop.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var batch = new List<SpanRecord>(MaxBatch);
        var frames = new ArrayBufferWriter<byte>();
        try
        {
            while (await WaitAsync(stoppingToken))
            {
                batch.Clear();
                frames.ResetWrittenCount();
                var taken = 0;
                while (taken < MaxBatch && frames.WrittenCount < MaxBatchBytes && _waiting.Reader.TryRead(out var record))
                {
                    Encode(record, batch, frames);
                    taken++;
                }

                if (batch.Count > 0)
                {
                    Keep([.. batch], frames.WrittenSpan);
                }

                status.Expect(-taken);
            }
        }
        finally
        {
            queue.Complete();
        }
    }

    // One record that cannot be written must not end the loop for all that follow.
    private void Encode(SpanRecord record, List<SpanRecord> batch, ArrayBufferWriter<byte> frames)
    {
        try
        {
            SpanCodec.Write(frames, record);
            batch.Add(record);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or OverflowException)
        {
            status.Lose(1);
            LogUnwritable(e, record.Call?.RequestId);
        }
    }

    private void Keep(SpanRecord[] records, ReadOnlySpan<byte> frames)
    {
        var place = store.TryAppend(frames, records.Length);
        var isKept = queue.TryAdd(new SpoolChunk
        {
            Segment = place?.Segment,
            Offset = place?.Offset ?? 0,
            Length = frames.Length,
            Count = records.Length,
            Since = time.GetUtcNow(),
            Records = records,
        });
        if (!isKept)
        {
            status.Lose(records.Length);
        }

        if (status.OldestAge >= SyncAfter)
        {
            store.Flush();
        }

        ReportLoss();
    }

    /// <summary>Waits for a record, forcing to disk meanwhile what the database has not taken in time.</summary>
    private async Task<bool> WaitAsync(CancellationToken ct)
    {
        var next = _waiting.Reader.WaitToReadAsync(ct).AsTask();
        while (!next.IsCompleted && store.IsUnsynced())
        {
            await Task.WhenAny(next, Task.Delay(SyncAfter, time, ct));
            if (status.OldestAge >= SyncAfter)
            {
                store.Flush();
            }
        }

        return await next;
    }

    private void ReportLoss()
    {
        var lost = status.Lost;
        if (lost > _reportedLoss && (_reportedAt == 0 || time.GetElapsedTime(_reportedAt) >= LossReport))
        {
            LogLost(lost - _reportedLoss, status.DiskTrouble ?? "the spool is full");
            (_reportedLoss, _reportedAt) = (lost, time.GetTimestamp());
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The record of request {RequestId} cannot be written and is lost")]
    private partial void LogUnwritable(Exception failure, string? requestId);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "{Records} records of calls were lost: the database does not take them, and {Reason}; calls go on")]
    private partial void LogLost(long records, string reason);
}

using System.Threading.Channels;
using Dashboard.Telemetry;
using Dashboard.Telemetry.Writing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dashboard.Gateway.Recording;

/// <summary>
/// Hands records to the call writer in batches. What the database does not take now is offered again until it does; the
/// queue in front is bounded, and what no longer fits is lost, counted and said.
/// </summary>
internal sealed partial class CallQueue(CallWriter writer, TimeProvider time, ILogger<CallQueue> logger)
    : BackgroundService, ICallRecordSink
{
    private const int MaxBatch = 500;
    private const int MaxWaiting = 20_000;
    private static readonly TimeSpan _lossReport = TimeSpan.FromSeconds(10);

    // Full: the newest is refused, because the request path must not wait and memory must not grow.
    private readonly Channel<CallRecord> _waiting = Channel.CreateBounded<CallRecord>(
        new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });

    private long _lost;
    private long _lastReport;
    private long _reportedAt;

    /// <summary>Records that found the queue full since the start.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    public void Offer(CallRecord record)
    {
        if (!_waiting.Writer.TryWrite(record))
        {
            Interlocked.Increment(ref _lost);
        }
    }

    /// <summary>Takes no more, stores what waits, then stops.</summary>
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
        while (await _waiting.Reader.WaitToReadAsync(stoppingToken))
        {
            batch.Clear();
            while (batch.Count < MaxBatch && _waiting.Reader.TryRead(out var record))
            {
                batch.Add(CallSpans.Of(record));
            }

            ReportLoss();
            await StoreAsync([.. batch], stoppingToken);
        }
    }

    private async Task StoreAsync(IReadOnlyList<SpanRecord> batch, CancellationToken ct)
    {
        while (true)
        {
            var wait = await writer.WriteAsync(batch, ct) switch
            {
                WriteResult.Overloaded busy => busy.RetryAfter,
                WriteResult.Unavailable away => away.RetryAfter,
                _ => TimeSpan.Zero,
            };
            if (wait == TimeSpan.Zero)
            {
                return;
            }

            await Task.Delay(wait, time, ct);
        }
    }

    private void ReportLoss()
    {
        var lost = Lost;
        if (lost > _lastReport && (_reportedAt == 0 || time.GetElapsedTime(_reportedAt) > _lossReport))
        {
            LogLost(lost - _lastReport);
            (_lastReport, _reportedAt) = (lost, time.GetTimestamp());
        }
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "{Records} records of calls were lost: the database takes them too slowly")]
    private partial void LogLost(long records);
}

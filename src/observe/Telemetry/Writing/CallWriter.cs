using System.Threading.Channels;
using Dashboard.Postgres;
using Dashboard.Telemetry.Content;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Dashboard.Telemetry.Writing;

/// <summary>
/// Stores spans. Requests queue here; one loop commits whatever waits, up to <see cref="BatchSpans"/> spans a transaction,
/// and only then answers. Batches grow by themselves under load, and a lone request waits for nobody.
/// </summary>
public sealed partial class CallWriter : BackgroundService
{
    private const int BatchSpans = 2000;
    private const int MaxQueuedSpans = 20_000;
    private const int MaxQueuedRequests = 2_000;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TroubleLasts = TimeSpan.FromSeconds(30);

    private readonly SpanTransaction _transaction;
    private readonly CallBell _bell;
    private readonly TimeProvider _time;
    private readonly ILogger<CallWriter> _logger;
    private readonly ContentRules? _content;
    private readonly FreeSpace? _disk;
    private (string Reason, long At)? _failure;
    private int _queuedSpans;

    // A full queue refuses: the client holds its spans and comes again, instead of our memory growing.
    private readonly Channel<PendingSpans> _queue = Channel.CreateBounded<PendingSpans>(
        new BoundedChannelOptions(MaxQueuedRequests) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });

    internal CallWriter(
        SpanTransaction transaction, CallBell bell, TimeProvider time, ILogger<CallWriter> logger,
        ContentRules? content = null, FreeSpace? disk = null) =>
        (_transaction, _bell, _time, _logger, _content, _disk) = (transaction, bell, time, logger, content, disk);

    /// <summary>
    /// Why the last batch could not be stored; null while all is well, and when nobody has come again for a while.
    /// </summary>
    public string? Trouble =>
        _failure is { } failure && _time.GetElapsedTime(failure.At) < TroubleLasts ? failure.Reason : null;

    /// <summary>
    /// How long to stay away while the queue is full; null when there is room. Asked before a body is read: what will be
    /// refused should cost nothing.
    /// </summary>
    public TimeSpan? BusyFor => Volatile.Read(ref _queuedSpans) >= MaxQueuedSpans ? RetryAfter : null;

    /// <summary>Returns after the commit that holds the spans, or says at once that they are not accepted now.</summary>
    public async Task<WriteResult> WriteAsync(IReadOnlyList<SpanRecord> spans, CancellationToken ct)
    {
        if (spans.Count == 0)
        {
            return new WriteResult.Committed(0, 0);
        }

        if (_disk?.Shortage is { } shortage)
        {
            return new WriteResult.Unavailable(FreeSpace.RetryAfter, shortage);
        }

        // Whoever delivers them, client, gateway or spool: nothing gets past this.
        var pending = new PendingSpans(_content?.Apply(spans) ?? spans);
        var queued = Interlocked.Add(ref _queuedSpans, spans.Count);

        // A single request may be larger than the queue; it is let in when nothing else waits.
        if ((queued > MaxQueuedSpans && queued > spans.Count) || !_queue.Writer.TryWrite(pending))
        {
            Interlocked.Add(ref _queuedSpans, -spans.Count);
            return _queue.Reader.Completion.IsCompleted
                ? new WriteResult.Unavailable(RetryAfter, "The console is stopping.")
                : new WriteResult.Overloaded(RetryAfter);
        }

        return await pending.Answer.WaitAsync(ct);
    }

    /// <summary>Takes no more, commits what waits, then stops.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _queue.Writer.TryComplete();
        if (ExecuteTask is { } loop)
        {
            await loop.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var requests = new List<PendingSpans>();
        while (await WaitAsync(stoppingToken))
        {
            requests.Clear();
            var spans = 0;
            while (spans < BatchSpans && _queue.Reader.TryRead(out var pending))
            {
                requests.Add(pending);
                spans += pending.Spans.Count;
            }

            if (requests.Count > 0)
            {
                await StoreAsync(requests, stoppingToken);
                Interlocked.Add(ref _queuedSpans, -spans);
            }
        }
    }

    /// <summary>Waits for a request, ringing meanwhile for batches that committed without a ring.</summary>
    private async Task<bool> WaitAsync(CancellationToken ct)
    {
        var next = _queue.Reader.WaitToReadAsync(ct).AsTask();
        // Timers round down: one that fired a moment early would leave the ring unrung until the next call.
        while (_bell.DueIn() is { } due && !next.IsCompleted)
        {
            await Task.WhenAny(next, Task.Delay(due, _time, ct));
            await RingAsync(ct);
        }

        return await next;
    }

    private async Task RingAsync(CancellationToken ct)
    {
        try
        {
            await _bell.RingHeldBackAsync(ct);
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            // Pages read again by themselves every few seconds.
            LogNoRing(failure);
        }
    }

    private async Task StoreAsync(List<PendingSpans> requests, CancellationToken ct)
    {
        try
        {
            var written = await _transaction.RunAsync(new SpanBatch(requests.SelectMany(request => request.Spans)), ct);
            requests.ForEach(request => request.Commit(written));
            _failure = null;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            Answer(requests, "The console is stopping.");
            throw;
        }
        catch (Exception failure)
        {
            // Whatever it is: one batch that cannot be stored must not end the loop for all that follow.
            await FailAsync(requests, failure, ct);
        }
    }

    /// <summary>A broken database fails all; anything else may be one request's fault, so each is tried alone.</summary>
    private async Task FailAsync(List<PendingSpans> requests, Exception failure, CancellationToken ct)
    {
        if (requests.Count > 1 && !DatabaseAway.Is(failure))
        {
            foreach (var request in requests.ToList())
            {
                await StoreAsync([request], ct);
            }

            return;
        }

        LogFailure(failure, requests.Sum(request => request.Spans.Count));
        if (RecordFault.Is(failure))
        {
            // No trouble of the database: whoever sent it sets it aside.
            Answer(requests, RecordFault.Reason(failure), isContentAtFault: true);
            return;
        }

        _failure = (Reason(failure), _time.GetTimestamp());
        Answer(requests, "The database does not take calls now; see the console's log.");
    }

    private static string Reason(Exception failure) => failure switch
    {
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => "The disk of the database is full.",
        PostgresException refused => $"The database refuses: {refused.MessageText}.",
        _ when DatabaseAway.Is(failure) => "The database cannot be reached.",
        _ => "The last calls could not be stored; see the console's log.",
    };

    private static void Answer(List<PendingSpans> requests, string reason, bool isContentAtFault = false) =>
        requests.ForEach(request => request.Resolve(
            new WriteResult.Unavailable(RetryAfter, reason, isContentAtFault)));

    [LoggerMessage(Level = LogLevel.Error, Message = "{Spans} spans could not be stored; their senders were asked to retry")]
    private partial void LogFailure(Exception failure, int spans);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Pages could not be rung; they poll until it works again")]
    private partial void LogNoRing(Exception failure);
}

using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Dashboard.Postgres;

/// <summary>One listener of a doorbell, with a short queue, so that a slow one keeps nobody else waiting.</summary>
internal sealed partial class DoorbellSubscription : IDisposable
{
    private readonly Channel<string> _rings = Channel.CreateBounded<string>(
        new BoundedChannelOptions(256) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });

    private readonly CancellationTokenSource _ended = new();
    private readonly Func<string, CancellationToken, Task> _onRing;
    private readonly Action<DoorbellSubscription> _remove;
    private readonly ILogger _logger;
    private int _missed;

    public DoorbellSubscription(
        string kind, Func<string, CancellationToken, Task> onRing, Action<DoorbellSubscription> remove, ILogger logger)
    {
        Kind = kind;
        _onRing = onRing;
        _remove = remove;
        _logger = logger;
        Answering = Task.Run(() => AnswerAsync(_ended.Token));
    }

    public string Kind { get; }

    /// <summary>Ends after disposal.</summary>
    public Task Answering { get; }

    /// <summary>Queues a ring. In a full queue it becomes "read everything again".</summary>
    public void Ring(string payload)
    {
        if (!_rings.Writer.TryWrite(payload))
        {
            Volatile.Write(ref _missed, 1);
        }
    }

    public void Dispose()
    {
        _remove(this);
        _rings.Writer.TryComplete();
        _ended.Cancel();
    }

    private async Task AnswerAsync(CancellationToken ct)
    {
        try
        {
            while (await _rings.Reader.WaitToReadAsync(ct))
            {
                _rings.Reader.TryRead(out var payload);
                if (Interlocked.Exchange(ref _missed, 0) == 1)
                {
                    while (_rings.Reader.TryRead(out _))
                    {
                        // What is in the queue is part of "everything".
                    }

                    payload = "";
                }

                await AnswerOneAsync(payload!, ct);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Unsubscribed.
        }
    }

    private async Task AnswerOneAsync(string payload, CancellationToken ct)
    {
        try
        {
            await _onRing(payload, ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            LogFailed(e, Kind);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A subscriber of '{Kind}' failed")]
    private partial void LogFailed(Exception exception, string kind);
}

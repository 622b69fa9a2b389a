using System.Threading.Channels;

namespace Dashboard.Postgres;

/// <summary>
/// Wakes one loop. However often it is set while the loop is at work, the loop is woken once more: it says that there is
/// something, not how much.
/// </summary>
public class Wake
{
    private readonly Channel<bool> _set = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Wakes the loop, or lets it not fall asleep. From any thread.</summary>
    public void Set() => _set.Writer.TryWrite(true);

    /// <summary>Nothing more comes.</summary>
    public void Complete() => _set.Writer.TryComplete();

    /// <summary>Sets it at each ring of a kind, until what is returned is disposed.</summary>
    public IDisposable SetAt(Doorbell bell, string kind) => bell.Subscribe(kind, (_, _) =>
    {
        Set();
        return Task.CompletedTask;
    });

    /// <summary>Sets it again and again, until what is returned is disposed.</summary>
    /// <param name="period">From one time to the next.</param>
    /// <param name="time">The clock.</param>
    /// <param name="first">Until the first time; null: a period.</param>
    public IDisposable SetEvery(TimeSpan period, TimeProvider time, TimeSpan? first = null) =>
        time.CreateTimer(_ => Set(), null, first ?? period, period);

    /// <summary>Returns when it was set since the last time; false when nothing more comes.</summary>
    public async ValueTask<bool> WaitAsync(CancellationToken ct)
    {
        var comes = await _set.Reader.WaitToReadAsync(ct);
        _set.Reader.TryRead(out _);
        return comes;
    }

    /// <summary>Returns when it was set since the last time, or after <paramref name="longest"/> without.</summary>
    public async Task WaitAsync(TimeSpan longest, TimeProvider time, CancellationToken ct)
    {
        using var timeout = new CancellationTokenSource(longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, timeout.Token);
        try
        {
            await WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // The time is over.
        }
    }
}

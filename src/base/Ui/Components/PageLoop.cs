namespace Dashboard.Ui.Components;

/// <summary>
/// The one background loop of a live page: begun anew when its question changes, ended and awaited before the page goes.
/// The loop itself handles its failures; being cancelled is none.
/// </summary>
public sealed class PageLoop : IAsyncDisposable
{
    private CancellationTokenSource? _running;
    private Task _loop = Task.CompletedTask;

    /// <summary>Ends with the running loop; cancelled already when none runs.</summary>
    public CancellationToken Token => _running?.Token ?? new CancellationToken(canceled: true);

    /// <summary>Ends the running loop and begins another.</summary>
    public async Task RestartAsync(Func<CancellationToken, Task> loop)
    {
        await StopAsync();
        _running = new CancellationTokenSource();
        _loop = RunAsync(loop, _running.Token);
    }

    /// <summary>Ends the running loop, if any, and waits for it.</summary>
    public async Task StopAsync()
    {
        if (_running is { } running)
        {
            _running = null;
            await running.CancelAsync();
            await _loop;
            running.Dispose();
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private static async Task RunAsync(Func<CancellationToken, Task> loop, CancellationToken ct)
    {
        try
        {
            await loop(ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
        }
    }
}

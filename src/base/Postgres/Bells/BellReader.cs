using Microsoft.Extensions.Hosting;

namespace Dashboard.Postgres;

/// <summary>
/// Keeps what a process holds in memory in step with the database: read at start, before the services that start later
/// need it, and again whenever any console rings.
/// </summary>
/// <param name="bell">Of the database that is read.</param>
/// <param name="kind">The kind of ring that says that there is something new.</param>
public abstract class BellReader(Doorbell bell, string kind) : IHostedService, IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private IDisposable? _subscription;

    public virtual async Task StartAsync(CancellationToken cancellationToken)
    {
        _subscription = bell.Subscribe(kind, (_, ct) => ReloadAsync(ct));
        await ReloadAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _subscription?.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>Reads all of it again, one reading after the other, so that an older one never replaces a newer.</summary>
    public async Task ReloadAsync(CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            await ReadAsync(ct);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _subscription?.Dispose();
        _turn.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Reads, and puts what was read in place of what was known.</summary>
    protected abstract Task ReadAsync(CancellationToken ct);
}

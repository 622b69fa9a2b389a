using Dashboard.Postgres;
using Microsoft.Extensions.Hosting;

namespace Dashboard.Gateway.Keys.Limits;

/// <summary>
/// Puts the limits of the database in force: before the server takes its first request, and whenever any process sets
/// some.
/// </summary>
internal sealed class KeyLimitsLoader(KeyLimitsBook book, KeyLimitsTable table, DecisionsDoorbell doorbell)
    : IHostedService, IDisposable
{
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private IDisposable? _subscription;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _subscription = doorbell.Subscribe(KeyLimitsProjection.Bell, (_, ct) => ReloadAsync(ct));
        await ReloadAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _subscription?.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>Reads all limits again. Reads do not overtake each other, so an older state never replaces a newer.</summary>
    public async Task ReloadAsync(CancellationToken ct)
    {
        await _oneAtATime.WaitAsync(ct);
        try
        {
            book.Replace(await table.ReadAsync(ct));
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();
}

using Dashboard.Postgres;
using Microsoft.Extensions.Hosting;

namespace Dashboard.Access.Keys;

/// <summary>
/// Puts the keys of the database in force: before the server takes its first request, and whenever any process makes or
/// revokes one.
/// </summary>
internal sealed class ApiKeyLoader(ApiKeys keys, ApiKeyQueries queries, DecisionsDoorbell doorbell)
    : IHostedService, IDisposable
{
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private IDisposable? _subscription;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _subscription = doorbell.Subscribe(ApiKeyProjection.Bell, (_, ct) => ReloadAsync(ct));
        await ReloadAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _subscription?.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>
    /// Reads all keys again. Reads do not overtake each other, so an older state never replaces a newer one.
    /// </summary>
    public async Task ReloadAsync(CancellationToken ct)
    {
        await _oneAtATime.WaitAsync(ct);
        try
        {
            keys.Replace(await queries.ValidAsync(ct));
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();
}

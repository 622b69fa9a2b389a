using Microsoft.Extensions.Hosting;

namespace Dashboard.Postgres;

/// <summary>Opens the databases before any other hosted service starts; they close when the container is disposed, after all of
/// them have stopped.</summary>
internal sealed class PostgresHost(PostgresStartup startup, IEnumerable<MigrationSet> migrations) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => startup.StartAsync(migrations, cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

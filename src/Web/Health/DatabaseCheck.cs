using System.Diagnostics;
using System.Net.Sockets;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace Dashboard.Web.Health;

/// <summary>Whether a database answers a query within two seconds.</summary>
internal sealed class DatabaseCheck(NpgsqlDataSource source) : IHealthCheck
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    // Few enough at once for the pool, should each of them hang as long as a command may.
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(5);

    private Task? _asking;
    private long _askedAt;

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default)
    {
        // Where the network is silent, the driver's cancelling waits for it, too: nobody else has to.
        // A question that hangs says nothing about a network that is back, so another one is asked after a while.
        if (_asking is not { IsCompleted: false } || Stopwatch.GetElapsedTime(_askedAt) > _pause)
        {
            (_asking, _askedAt) = (AskAsync(), Stopwatch.GetTimestamp());
        }

        var asking = _asking;
        try
        {
            await asking.WaitAsync(_patience, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception e) when (e is NpgsqlException or OperationCanceledException or IOException or TimeoutException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (e is not PostgresException)
            {
                // Behind a network that was cut, each idle connection would cost its next user a long wait of its own.
                source.Clear();
            }

            return HealthCheckResult.Unhealthy(e switch
            {
                PostgresException refused => $"The database refuses: {refused.MessageText}.",
                { InnerException: SocketException broken } => $"The database cannot be reached: {broken.Message}.",
                { InnerException: IOException } => "The database ended the connection.",
                _ => $"The database does not answer within {_patience.TotalSeconds} s.",
            });
        }
    }

    private async Task AskAsync()
    {
        using var limit = new CancellationTokenSource(_patience);
        await using var command = source.CreateCommand("SELECT 1");
        await command.ExecuteScalarAsync(limit.Token);
    }
}

using System.Net.Sockets;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace Dashboard.Web.Health;

/// <summary>Whether a database answers a query within two seconds.</summary>
internal sealed class DatabaseCheck(NpgsqlDataSource source) : IHealthCheck
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_patience);
        try
        {
            await using var command = source.CreateCommand("SELECT 1");
            await command.ExecuteScalarAsync(limit.Token);
            return HealthCheckResult.Healthy();
        }
        catch (Exception e) when (e is NpgsqlException or OperationCanceledException or IOException)
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
}

using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dashboard.Access.Keys;

/// <summary>Writes once a minute, and at the end, when keys were last used.</summary>
internal sealed partial class KeyUseWriter(
    KeyUses uses, ApiKeyQueries queries, TimeProvider clock, ILogger<KeyUseWriter> logger) : BackgroundService
{
    private static readonly TimeSpan _interval = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await WriteAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await WriteAsync(CancellationToken.None);
        }
    }

    private async Task WriteAsync(CancellationToken ct)
    {
        if (uses.Take() is not { Count: > 0 } taken)
        {
            return;
        }

        try
        {
            await queries.SaveUsesAsync(taken, ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A key in use comes again within the minute; what is lost is the last use of one that went silent.
            LogFailed(e);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "When keys were last used could not be written")]
    private partial void LogFailed(Exception exception);
}

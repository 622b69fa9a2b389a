using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dashboard.Telemetry.Trail;

/// <summary>
/// Writes the notes that wait, many in one statement. While the database is away it tries again; when the console stops it
/// writes what is left, which it can, because requests have ended by then.
/// </summary>
internal sealed partial class AccessTrailWriter(
    AccessTrail trail, AccessTrailTable table, TimeProvider clock, ILogger<AccessTrailWriter> logger) : BackgroundService
{
    private const int MostAtOnce = 500;
    private static readonly TimeSpan _firstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan _longestPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _farewell = TimeSpan.FromSeconds(5);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        trail.Close();
        if (ExecuteTask is { } writing)
        {
            await Task.WhenAny(writing, Task.Delay(_farewell, clock, cancellationToken));
        }

        await base.StopAsync(cancellationToken);
    }

    // Ends when the queue is closed and empty; the token breaks off what cannot be written.
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var batch = new List<AccessNote>();
        while (await trail.Waiting.WaitToReadAsync(CancellationToken.None))
        {
            while (batch.Count < MostAtOnce && trail.Waiting.TryRead(out var note))
            {
                batch.Add(note);
            }

            if (!await WriteAsync(batch, stoppingToken))
            {
                LogLost(batch.Count + trail.Waiting.Count);
                return;
            }

            batch.Clear();
            if (trail.TakeLost() is > 0 and var lost)
            {
                LogLost(lost);
            }
        }
    }

    private async Task<bool> WriteAsync(IReadOnlyList<AccessNote> batch, CancellationToken ct)
    {
        for (var pause = _firstPause; ; pause = pause * 2 < _longestPause ? pause * 2 : _longestPause)
        {
            try
            {
                await table.AddAsync(batch, ct);
                return true;
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                LogAway(e.Message);
            }
            catch (Exception)
            {
                return false;
            }

            try
            {
                await Task.Delay(pause, clock, ct);
            }
            catch (OperationCanceledException)
            {
                return false;
            }
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning, Message = "Who read content cannot be put on record yet; another attempt follows: {Why}")]
    private partial void LogAway(string why);

    [LoggerMessage(
        Level = LogLevel.Error, Message = "{Count} readings of content were not put on record: the database was away too long")]
    private partial void LogLost(long count);
}

using Microsoft.Extensions.Hosting;

namespace Dashboard.Postgres;

/// <summary>
/// Does one thing at the start and then at a fixed pace, as long as the host runs. What fails is told and tried again the
/// next time: no failure ends the loop.
/// </summary>
public abstract class PeriodicLoop(TimeSpan period, TimeProvider time) : BackgroundService
{
    /// <summary>The clock by which it goes.</summary>
    protected TimeProvider Time { get; } = time;

    /// <summary>Does it once.</summary>
    public abstract Task RunOnceAsync(CancellationToken ct);

    /// <summary>Says what a failure means until the next time.</summary>
    protected abstract void Failed(Exception failure);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(period, Time);
        do
        {
            try
            {
                await RunOnceAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                Failed(failure);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}

using Dashboard.Evaluations.Scores;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dashboard.Evaluations.Langfuse;

/// <summary>Writes observations as soon as they are complete, and looks every few seconds for those that went quiet.</summary>
internal sealed partial class ObservationLoop(
    ObservationWriter writer, [FromKeyedServices(ObservationLoop.Signal)] JoinSignal signal, TimeProvider time,
    ILogger<ObservationLoop> logger) : BackgroundService
{
    /// <summary>The signal that ingestion sets.</summary>
    public const string Signal = "langfuse";

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ForgetInterval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var lastForgotten = time.GetTimestamp();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await writer.RunAsync(stoppingToken);
                if (time.GetElapsedTime(lastForgotten) > ForgetInterval)
                {
                    lastForgotten = time.GetTimestamp();
                    await writer.ForgetAsync(stoppingToken);
                }
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailure(failure);
                await Task.Delay(Longest, time, stoppingToken);
            }

            await signal.WaitAsync(Longest, time, stoppingToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Langfuse observations could not be written; trying again")]
    private partial void LogFailure(Exception failure);
}

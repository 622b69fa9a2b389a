using Dashboard.Postgres;
using Dashboard.Pricing;
using Dashboard.Pricing.Recording;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dashboard.Telemetry.Repricing;

/// <summary>
/// Makes jobs of changed prices and runs them: at start, when prices have changed, and every minute for what a lost
/// ring or another console's end left behind.
/// </summary>
internal sealed partial class RepricingLoop(
    Repricer repricer, RepricingQueue queue, PriceListKeeper keeper, PriceBooks books, DecisionsDoorbell bell,
    TimeProvider time, ILogger<RepricingLoop> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly Wake _wake = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = _wake.SetAt(bell, PriceProjection.Bell);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await keeper.ReloadAsync(stoppingToken);
                await queue.AddAsync(books.Current, stoppingToken);
                await repricer.RunAsync(stoppingToken);
                await _wake.WaitAsync(Interval, time, stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailure(failure);
                await NoteAsync(failure.Message, stoppingToken);
                await Task.Delay(Pause, time, stoppingToken);
            }
        }
    }

    private async Task NoteAsync(string why, CancellationToken ct)
    {
        try
        {
            await queue.FailAsync(why, ct);
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            LogFailure(failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Calls could not be priced anew; going on in five seconds")]
    private partial void LogFailure(Exception failure);
}

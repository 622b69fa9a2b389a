using System.Threading.Channels;
using Dashboard.Postgres;
using Dashboard.Telemetry.Pricing;
using Dashboard.Telemetry.Pricing.Recording;
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

    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = bell.Subscribe(PriceProjection.Bell, (_, _) =>
        {
            _wake.Writer.TryWrite(true);
            return Task.CompletedTask;
        });
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await keeper.ReloadAsync(stoppingToken);
                await queue.AddAsync(books.Current, stoppingToken);
                await repricer.RunAsync(stoppingToken);
                await WaitAsync(Interval, stoppingToken);
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

    private async Task WaitAsync(TimeSpan most, CancellationToken ct)
    {
        using var timeout = new CancellationTokenSource(most, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, timeout.Token);
        try
        {
            await _wake.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Calls could not be priced anew; going on in five seconds")]
    private partial void LogFailure(Exception failure);
}

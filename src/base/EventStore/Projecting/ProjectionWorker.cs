using System.Threading.Channels;
using Dashboard.Postgres;
using Microsoft.Extensions.Hosting;

namespace Dashboard.EventStore;

/// <summary>Keeps read models up to date with what other consoles append: at their ring, and every few seconds without one. At start
/// it catches up before the services behind it begin.</summary>
internal sealed class ProjectionWorker(Projections projections, DecisionsDoorbell bell, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(5);

    // One place: rings during a run ask for one more run.
    private readonly Channel<bool> _rung = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await projections.TryCatchUpAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = bell.Subscribe(EventWriter.Bell, (_, _) =>
        {
            _rung.Writer.TryWrite(true);
            return Task.CompletedTask;
        });
        using var timer = time.CreateTimer(_ => _rung.Writer.TryWrite(true), null, Poll, Poll);
        await foreach (var _ in _rung.Reader.ReadAllAsync(stoppingToken))
        {
            await projections.TryCatchUpAsync(stoppingToken);
        }
    }
}

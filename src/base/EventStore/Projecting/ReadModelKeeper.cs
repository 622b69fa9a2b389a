using System.Threading.Channels;
using Dashboard.Postgres;
using Microsoft.Extensions.Hosting;

namespace Dashboard.EventStore;

/// <summary>
/// Keeps read models up to date with what other programs append, and builds what is stale: every two seconds, and at the
/// ring of an append, which may have left one stale. At start it catches up before the services behind it begin.
/// </summary>
internal sealed class ReadModelKeeper(Projections projections, DecisionsDoorbell bell, TimeProvider time) : BackgroundService
{
    internal static readonly TimeSpan Poll = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan _longestPause = TimeSpan.FromMinutes(5);

    // One place: rings during a run ask for one more run.
    private readonly Channel<bool> _rung = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private TimeSpan _pause;
    private DateTimeOffset _mendAgain = DateTimeOffset.MinValue;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await LookAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = bell.Subscribe(SealedAppender.Bell, (_, _) =>
        {
            _rung.Writer.TryWrite(true);
            return Task.CompletedTask;
        });
        using var timer = time.CreateTimer(_ => _rung.Writer.TryWrite(true), null, Poll, Poll);
        await foreach (var _ in _rung.Reader.ReadAllAsync(stoppingToken))
        {
            await LookAsync(stoppingToken);
        }
    }

    // A replay holds up all appends: what cannot be built is tried less and less often.
    private async Task LookAsync(CancellationToken ct)
    {
        if (time.GetUtcNow() < _mendAgain)
        {
            await projections.TryTakeInAsync(ct);
        }
        else if (await projections.TryCatchUpAsync(ct))
        {
            _pause = TimeSpan.Zero;
        }
        else
        {
            _pause = TimeSpan.FromTicks(Math.Clamp(_pause.Ticks * 2, Poll.Ticks, _longestPause.Ticks));
            _mendAgain = time.GetUtcNow() + _pause;
        }
    }
}

using System.Threading.Channels;
using Dashboard.Telemetry.Reading;

namespace Dashboard.Telemetry.Live;

/// <summary>
/// One computation for all who watch the same filter: reads the changed buckets once and hands each watcher what changed.
/// Used from the one loop of <see cref="LiveViews"/>; watchers come and go from any thread.
/// </summary>
internal sealed class LiveView(LiveFilter filter, MetricsQueries metrics, TimeProvider time)
{
    /// <summary>A watcher that falls this many updates behind gets a snapshot instead of the backlog.</summary>
    private const int MaxBehind = 8;

    /// <summary>How far back a window may still change by calls that come late.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(15);

    private readonly Lock _gate = new();
    private readonly HashSet<Channel<LiveUpdate>> _watchers = [];
    private readonly HashSet<Channel<LiveUpdate>> _needSnapshot = [];
    private readonly LiveBuckets _buckets = new();

    public bool IsIdle
    {
        get
        {
            lock (_gate)
            {
                return _watchers.Count == 0;
            }
        }
    }

    public Channel<LiveUpdate> Join()
    {
        // A full channel is emptied by the sender, which then makes a snapshot due.
        var channel = Channel.CreateBounded<LiveUpdate>(
            new BoundedChannelOptions(MaxBehind) { FullMode = BoundedChannelFullMode.Wait });
        lock (_gate)
        {
            _watchers.Add(channel);
            _needSnapshot.Add(channel);
        }

        return channel;
    }

    public void Leave(Channel<LiveUpdate> channel)
    {
        lock (_gate)
        {
            _watchers.Remove(channel);
            _needSnapshot.Remove(channel);
        }
    }

    /// <summary>
    /// Reads from <paramref name="changedFrom"/> on and sends; null: nobody rang, and a ring that was lost is made good for
    /// calls as late as <see cref="Late"/>.
    /// </summary>
    public async Task TickAsync(DateTimeOffset? changedFrom, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var step = LiveSteps.Of(filter.Range);
        var windowStart = LiveSteps.Floor(now - filter.Range, step);
        var wanting = TakeWanting();
        var from = LiveSteps.Floor(changedFrom is not { } changed ? now - Late : changed < now ? changed : now, step);
        var reading = await ReadAsync(from < windowStart ? windowStart : from, now, step, ct);
        _buckets.DropBefore(windowStart);
        var delta = new LiveUpdate(IsSnapshot: false, now, _buckets.Update(reading));
        var snapshot = wanting.Count == 0
            ? null
            : new LiveUpdate(IsSnapshot: true, now, await ReadAsync(windowStart, now, step, ct));
        Send(delta, snapshot, wanting);
    }

    private HashSet<Channel<LiveUpdate>> TakeWanting()
    {
        lock (_gate)
        {
            var wanting = _needSnapshot.ToHashSet();
            _needSnapshot.Clear();
            return wanting;
        }
    }

    private void Send(LiveUpdate delta, LiveUpdate? snapshot, HashSet<Channel<LiveUpdate>> wanting)
    {
        lock (_gate)
        {
            foreach (var watcher in _watchers)
            {
                // One that waits for a snapshot must not get a delta first; one that joined just now waits for the next tick.
                var update = wanting.Contains(watcher) ? snapshot : _needSnapshot.Contains(watcher) ? null : delta;
                if (update is not null && !watcher.Writer.TryWrite(update))
                {
                    while (watcher.Reader.TryRead(out _))
                    {
                    }

                    _needSnapshot.Add(watcher);
                }
            }
        }
    }

    private Task<MetricsResult> ReadAsync(
        DateTimeOffset from, DateTimeOffset now, MetricsStep step, CancellationToken ct)
    {
        var where = new Dictionary<Dimension, string>();
        if (filter.Route is { } route)
        {
            where[Dimension.Route] = route;
        }

        if (filter.Environment is { } environment)
        {
            where[Dimension.Environment] = environment;
        }

        return metrics.ReadAsync(
            new MetricsQuery
            {
                Project = filter.Project,
                From = from,
                // Clients' clocks may run ahead; a whole bucket beyond the present is read and never a single call.
                To = LiveSteps.Floor(now, step) + TimeSpan.FromDays(1),
                Step = step,
                By = [Dimension.Route, Dimension.Model, Dimension.Version],
                Where = where,
            },
            ct);
    }
}

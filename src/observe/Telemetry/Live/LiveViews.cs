using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Dashboard.Postgres;
using Dashboard.Telemetry.Reading;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dashboard.Telemetry.Live;

/// <summary>
/// Keeps live windows up to date. The doorbell says from which minute on calls changed, whichever console stored them;
/// views are then read again, at most four times a second. Every two seconds they are read without a ring, so that a lost
/// one costs two seconds and the age that a page shows stays honest.
/// </summary>
public sealed partial class LiveViews : BackgroundService
{
    private static readonly TimeSpan MinPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(2);

    private readonly MetricsQueries _metrics;
    private readonly TelemetryDoorbell _doorbell;
    private readonly TimeProvider _time;
    private readonly ILogger<LiveViews> _logger;
    private readonly Lock _gate = new();
    private readonly Dictionary<LiveFilter, LiveView> _views = [];
    private readonly Wake _wake = new();
    private DateTimeOffset? _changedFrom;

    public LiveViews(
        MetricsQueries metrics, TelemetryDoorbell doorbell, TimeProvider time, ILogger<LiveViews> logger) =>
        (_metrics, _doorbell, _time, _logger) = (metrics, doorbell, time, logger);

    /// <summary>A snapshot at once, then what changes, until <paramref name="ct"/> ends it.</summary>
    public async IAsyncEnumerable<LiveUpdate> WatchAsync(
        LiveFilter filter, [EnumeratorCancellation] CancellationToken ct)
    {
        var (view, channel) = Join(filter);
        try
        {
            _wake.Set();
            await foreach (var update in channel.Reader.ReadAllAsync(ct))
            {
                yield return update;
            }
        }
        finally
        {
            view.Leave(channel);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = _doorbell.Subscribe(CallBell.Kind, (payload, _) =>
        {
            Changed(CallBell.Parse(payload) ?? DateTimeOffset.MinValue);
            return Task.CompletedTask;
        });
        while (!stoppingToken.IsCancellationRequested)
        {
            await _wake.WaitAsync(Heartbeat, _time, stoppingToken);
            var started = _time.GetTimestamp();
            await TickAsync(TakeChanged(), stoppingToken);
            if (MinPause - _time.GetElapsedTime(started) is { Ticks: > 0 } rest)
            {
                await Task.Delay(rest, _time, stoppingToken);
            }
        }
    }

    private (LiveView View, Channel<LiveUpdate> Channel) Join(LiveFilter filter)
    {
        lock (_gate)
        {
            if (!_views.TryGetValue(filter, out var view))
            {
                _views[filter] = view = new LiveView(filter, _metrics, _time);
            }

            return (view, view.Join());
        }
    }

    private async Task TickAsync(DateTimeOffset? changedFrom, CancellationToken ct)
    {
        foreach (var view in Watched())
        {
            try
            {
                await view.TickAsync(changedFrom, ct);
            }
            catch (Exception failure) when (!ct.IsCancellationRequested)
            {
                // Pages show their age meanwhile; the next tick that succeeds reads all windows again.
                LogFailure(failure);
                Changed(DateTimeOffset.MinValue, wake: false);
                return;
            }
        }
    }

    private List<LiveView> Watched()
    {
        lock (_gate)
        {
            foreach (var filter in _views.Where(entry => entry.Value.IsIdle).Select(entry => entry.Key).ToList())
            {
                _views.Remove(filter);
            }

            return [.. _views.Values];
        }
    }

    private void Changed(DateTimeOffset from, bool wake = true)
    {
        lock (_gate)
        {
            if (_changedFrom is null || from < _changedFrom)
            {
                _changedFrom = from;
            }
        }

        if (wake)
        {
            _wake.Set();
        }
    }

    private DateTimeOffset? TakeChanged()
    {
        lock (_gate)
        {
            var taken = _changedFrom;
            _changedFrom = null;
            return taken;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Live numbers could not be read; pages show their age")]
    private partial void LogFailure(Exception failure);
}

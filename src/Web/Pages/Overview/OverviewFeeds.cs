using System.Runtime.CompilerServices;
using Dashboard.Telemetry.Live;

namespace Dashboard.Web.Pages.Overview;

/// <summary>
/// Hands out frames: one feed for all pages with the same look, from the first who looks to the last. Two hundred open
/// pages read, fold and format once, and each only draws.
/// </summary>
internal sealed class OverviewFeeds(
    LiveViews live, OverviewReader reader, RoutesReader routes, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<OverviewLook, Running> _feeds = [];

    /// <summary>The newest frame at once where there is one, then each newer one; a slow reader skips to the newest.</summary>
    /// <exception cref="System.Data.Common.DbException">The numbers cannot be read; watch again to try anew.</exception>
    public async IAsyncEnumerable<OverviewFrame> WatchAsync(
        OverviewLook look, [EnumeratorCancellation] CancellationToken ct)
    {
        var feed = Join(look);
        try
        {
            var frame = feed.Newest;
            while (true)
            {
                if (frame.AsOf is not null)
                {
                    yield return frame;
                }

                frame = (await frame.Next.WaitAsync(ct)).Newest();
            }
        }
        finally
        {
            await LeaveAsync(look, feed);
        }
    }

    private Running Join(OverviewLook look)
    {
        lock (_gate)
        {
            // One that failed has told those who watched it; who comes now begins anew.
            if (!_feeds.TryGetValue(look, out var feed) || feed.HasEnded)
            {
                _feeds[look] = feed = new Running(new OverviewFeed(look, live, reader, routes, clock));
            }

            feed.Watchers++;
            return feed;
        }
    }

    private async Task LeaveAsync(OverviewLook look, Running feed)
    {
        lock (_gate)
        {
            if (--feed.Watchers > 0)
            {
                return;
            }

            if (_feeds.GetValueOrDefault(look) == feed)
            {
                _feeds.Remove(look);
            }
        }

        await feed.DisposeAsync();
    }

    private sealed class Running : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly OverviewFeed _feed;
        private readonly Task _run;

        public Running(OverviewFeed feed)
        {
            _feed = feed;
            _run = Task.Run(() => feed.RunAsync(_stop.Token));
        }

        public OverviewFrame Newest => _feed.Newest;

        public int Watchers { get; set; }

        public bool HasEnded => _run.IsCompleted;

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _run;
            _stop.Dispose();
        }
    }
}

using System.Security.Claims;
using System.Threading.Channels;
using Dashboard.Access;
using Dashboard.Texts;
using Microsoft.AspNetCore.Http;

namespace Dashboard.Telemetry.Trail;

/// <summary>
/// Notes who reads content. A note costs its reader a few microseconds: it is put into a queue, which <see
/// cref="AccessTrailWriter"/> empties. The queue is bounded; what finds no room while the database is away is counted and
/// said in the log, and holds up nobody.
/// </summary>
public sealed class AccessTrail(TimeProvider clock)
{
    /// <summary>How many notes may wait for the database.</summary>
    public const int MostWaiting = 10_000;

    private const int LongestText = 2000;
    private const int MostRemembered = 1000;

    /// <summary>Within it, a page that reads again what it shows is one reading.</summary>
    private static readonly TimeSpan _again = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<(string, AccessKind, string), long> _last = [];

    private readonly Channel<AccessNote> _waiting = Channel.CreateBounded<AccessNote>(
        new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });

    private long _lost;

    public ChannelReader<AccessNote> Waiting => _waiting.Reader;

    /// <summary>Notes a reading; the same one within a few seconds is one, except of exports.</summary>
    public void Note(ClaimsPrincipal user, AccessKind kind, string what)
    {
        var actor = user.Actor();
        what = WireText.Cut(WireText.Clean(what), LongestText);
        if (kind != AccessKind.Exported && IsRepeated((actor, kind, what)))
        {
            return;
        }

        if (!_waiting.Writer.TryWrite(new AccessNote(0, clock.GetUtcNow(), user.Project(), actor, kind, what)))
        {
            Interlocked.Increment(ref _lost);
        }
    }

    /// <summary>The query of a request as people read it.</summary>
    public static string FilterOf(HttpRequest request) => Uri.UnescapeDataString(request.QueryString.Value ?? "").TrimStart('?');

    /// <summary>How many notes found no room since the last call.</summary>
    public long TakeLost() => Interlocked.Exchange(ref _lost, 0);

    /// <summary>Takes no more notes: the console stops.</summary>
    public void Close() => _waiting.Writer.TryComplete();

    private bool IsRepeated((string, AccessKind, string) reading)
    {
        var now = clock.GetTimestamp();
        lock (_gate)
        {
            if (_last.TryGetValue(reading, out var last) && clock.GetElapsedTime(last, now) < _again)
            {
                return true;
            }

            if (_last.Count >= MostRemembered)
            {
                _last.Clear();
            }

            _last[reading] = now;
            return false;
        }
    }
}

using System.Collections.Concurrent;

namespace Dashboard.E2E.Faults;

/// <summary>The client's own account of what it sent: every span, and whether a server said that it has it.</summary>
internal sealed class Ledger
{
    private readonly ConcurrentDictionary<SentSpan, bool> _spans = new();
    private int _acknowledged;

    /// <summary>Spans that a server has acknowledged, each counted once.</summary>
    public int Acknowledged => Volatile.Read(ref _acknowledged);

    /// <summary>Everything sent: trace and span in hex, and whether it was acknowledged.</summary>
    public IReadOnlyDictionary<SentSpan, bool> Spans => _spans;

    /// <summary>Calls that must be counted: one a trace, whatever wraps it.</summary>
    public int Calls => _spans.Keys.DistinctBy(span => span.Trace).Count();

    public void Send(IEnumerable<SentSpan> spans)
    {
        foreach (var span in spans)
        {
            _spans.TryAdd(span, false);
        }
    }

    public void Acknowledge(IEnumerable<SentSpan> spans)
    {
        foreach (var span in spans)
        {
            if (_spans.TryUpdate(span, true, false))
            {
                Interlocked.Increment(ref _acknowledged);
            }
        }
    }
}

using System.Threading.Channels;

namespace Dashboard.Evaluations.Scores;

/// <summary>
/// Wakes the joiner of this process: scores or calls came. A score and its call that commit at the same moment do not see
/// each other; whoever commits last rings, and the joiner sees both.
/// </summary>
internal sealed class JoinSignal
{
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Set() => _wake.Writer.TryWrite(true);

    /// <summary>Returns at once when something came since the last time, else when it does or the time is over.</summary>
    public async Task WaitAsync(TimeSpan longest, TimeProvider time, CancellationToken ct)
    {
        using var timeout = new CancellationTokenSource(longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, timeout.Token);
        try
        {
            await _wake.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
        }
    }
}

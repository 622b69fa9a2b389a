namespace Dashboard.Gateway.Upstream;

/// <summary>
/// Ends a request when the client leaves, or when the phase it is in, or all phases together, took too long. Which of
/// the
/// two it was decides how the request is recorded: the first is nobody's failure.
/// </summary>
internal sealed class Deadline : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly CancellationTokenRegistration _registration;
    private readonly CancellationToken _aborted;
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly TimeSpan _total;

    public Deadline(TimeProvider time, TimeSpan total, CancellationToken aborted)
    {
        (_time, _total, _aborted) = (time, total, aborted);
        _start = time.GetTimestamp();
        _source = new CancellationTokenSource(total, time);
        _registration = aborted.UnsafeRegister(
            static state => ((CancellationTokenSource)state!).Cancel(), _source);
    }

    public CancellationToken Token => _source.Token;

    /// <summary>Whether it was the client who ended it.</summary>
    public bool ClientLeft => _aborted.IsCancellationRequested;

    /// <summary>Whether the request's whole time is over.</summary>
    public bool IsOver => Left <= TimeSpan.Zero;

    private TimeSpan Left => _total - _time.GetElapsedTime(_start);

    /// <summary>
    /// Begins a phase that may take <paramref name="limit"/>, and no longer than what is left in all.
    /// </summary>
    public void Begin(TimeSpan limit)
    {
        var left = Left;
        var due = limit < left ? limit : left;
        _source.CancelAfter(due > TimeSpan.Zero ? due : TimeSpan.Zero);
    }

    /// <summary>Begins a phase that is limited by the whole alone, such as a client that reads slowly.</summary>
    public void BeginUnlimited() => Begin(_total);

    public void Dispose()
    {
        _registration.Dispose();
        _source.Dispose();
    }
}

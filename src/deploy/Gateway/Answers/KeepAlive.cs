using System.Buffers;
using Dashboard.Gateway.Door;

namespace Dashboard.Gateway.Answers;

/// <summary>
/// Sends a client of a stream a comment while the provider is silent, before its first byte as well: proxies close what
/// is quiet for a minute, and models think for longer. It writes only between <see cref="Wait"/> and
/// <see cref="ResumeAsync"/>, when nobody else does.
/// </summary>
internal sealed class KeepAlive : IAsyncDisposable
{
    private static readonly byte[] _comment = ": keep-alive\n\n"u8.ToArray();

    private readonly Lock _gate = new();
    private readonly GatewayCall _call;
    private readonly ITimer _timer;
    private bool _waits;
    private bool _heard;
    private Task? _writing;

    /// <param name="call">Whose client is kept.</param>
    /// <param name="every">The pause between comments; the first comes after one to two of it.</param>
    /// <param name="time">Measures it.</param>
    public KeepAlive(GatewayCall call, TimeSpan every, TimeProvider time)
    {
        _call = call;
        _timer = time.CreateTimer(static state => ((KeepAlive)state!).Tick(), this, every, every);
    }

    /// <summary>The caller waits for the provider, and the client is not within an event.</summary>
    public void Wait()
    {
        lock (_gate)
        {
            _waits = true;
        }
    }

    /// <summary>Returns when the client's connection is the caller's again.</summary>
    public ValueTask ResumeAsync()
    {
        Task? writing;
        lock (_gate)
        {
            (_waits, _heard) = (false, true);
            (writing, _writing) = (_writing, null);
        }

        return writing is null ? ValueTask.CompletedTask : new ValueTask(writing);
    }

    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        await ResumeAsync();
    }

    private void Tick()
    {
        lock (_gate)
        {
            if (_waits && !_heard && _writing is not { IsCompleted: false })
            {
                _writing = WriteAsync();
            }

            _heard = false;
        }
    }

    private async Task WriteAsync()
    {
        var response = _call.Http.Response;
        try
        {
            if (!response.HasStarted && !_call.HasStreamed)
            {
                EventStream.Begin(response);
                response.ContentType = "text/event-stream";
            }

            response.BodyWriter.Write(_comment);
            await response.BodyWriter.FlushAsync(_call.Http.RequestAborted);
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // The client left; who waits for the provider is told so by the request's own token.
        }
    }
}

using System.Net;

namespace Dashboard.E2E;

/// <summary>
/// Sends again what was refused for the moment, as OTLP asks of its exporters and the SDK's leaves out; keeps the newest
/// failure for whoever asks why nothing arrived.
/// </summary>
internal sealed class RetryingHandler() : DelegatingHandler(new SocketsHttpHandler())
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(3);

    private volatile string? _failure;
    private volatile int _taken;

    /// <summary>Null when the newest request was taken, and while it is under way.</summary>
    public string? Failure => _failure;

    /// <summary>Requests that were taken so far.</summary>
    public int Taken => _taken;

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        _failure = null;
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                var answer = base.Send(request, cancellationToken);
                if (answer.IsSuccessStatusCode)
                {
                    Interlocked.Increment(ref _taken);
                    return answer;
                }

                if (answer.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable)
                    || TimeProvider.System.GetElapsedTime(began) > _patience)
                {
                    _failure = $"answered with {(int)answer.StatusCode}";
                    return answer;
                }

                answer.Dispose();
            }
            catch (Exception failure)
            {
                _failure = failure.ToString();
                throw;
            }

            cancellationToken.WaitHandle.WaitOne(_pause);
        }
    }
}

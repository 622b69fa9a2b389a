using System.IO.Compression;
using System.Net.Http.Headers;
using Dashboard.Deployments.Serving;
using Dashboard.Gateway.Answers;
using Dashboard.Gateway.Door;

namespace Dashboard.Gateway.Upstream;

/// <summary>Asks a version once. Connections are kept and shared, and lead to approved places alone.</summary>
internal sealed class UpstreamClient(ConnectGuard guard, GatewayOptions options, TimeProvider time) : IDisposable
{
    private const int FirstRead = 16 << 10;

    private readonly HttpMessageInvoker _http = new(Handler(guard, options), disposeHandler: true);

    /// <summary>
    /// Returns as soon as a stream has begun or another answer has ended; throws only when the client left.
    /// </summary>
    /// <param name="request">What to send.</param>
    /// <param name="streamed">Whether a stream was asked for, whose first byte is due soon.</param>
    /// <param name="passesThrough">
    /// Whether an answer that is no JSON is handed back with its first bytes, such as sound that can be heard already.
    /// </param>
    /// <param name="deadline">The request's.</param>
    /// <exception cref="OperationCanceledException">The client left.</exception>
    public async ValueTask<UpstreamAnswer> AskAsync(
        HttpRequestMessage request, bool streamed, bool passesThrough, Deadline deadline)
    {
        deadline.Begin(streamed ? options.FirstByteTimeout : options.TotalTimeout);
        HttpResponseMessage? response = null;
        try
        {
            response = await _http.SendAsync(request, deadline.Token);
            return await ReceiveAsync(response, passesThrough, deadline);
        }
        catch (Exception failure) when (Failure(failure, deadline) is { } answer)
        {
            response?.Dispose();
            return answer;
        }
    }

    public void Dispose() => _http.Dispose();

    private static SocketsHttpHandler Handler(ConnectGuard guard, GatewayOptions options)
    {
        var handler = guard.CreateHandler();
        handler.ConnectTimeout = options.ConnectTimeout;
        handler.PooledConnectionIdleTimeout = TimeSpan.FromSeconds(50);

        // The trace is continued by the request's own header.
        handler.ActivityHeadersPropagator = null;
        return handler;
    }

    private static UpstreamAnswer.None? Failure(Exception failure, Deadline deadline) => failure switch
    {
        _ when deadline.ClientLeft => null,
        // The handler's own limit; ours cancels the token.
        OperationCanceledException { InnerException: TimeoutException } => new UpstreamAnswer.None(
            OpenAiError.TookTooLong, "connect_timeout", othersMay: true, isFailure: true, mayPass: true),
        OperationCanceledException when deadline.Token.IsCancellationRequested => new UpstreamAnswer.None(
            OpenAiError.TookTooLong, "timeout", othersMay: false, isFailure: true),
        HttpRequestException or IOException or InvalidDataException => new UpstreamAnswer.None(
            OpenAiError.NoService, Class(failure), othersMay: true, isFailure: true, mayPass: true),
        _ => null,
    };

    private static string Class(Exception failure) => failure switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "dns",
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => "connect",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => "tls",
        _ => "broken",
    };

    private async ValueTask<UpstreamAnswer> ReceiveAsync(
        HttpResponseMessage response, bool passesThrough, Deadline deadline)
    {
        if (AnswerRules.HasBadLength(response.Content.Headers))
        {
            response.Dispose();
            return new UpstreamAnswer.None(
                OpenAiError.NoAnswer("with a length that cannot be"),
                "invalid_answer",
                othersMay: true,
                isFailure: true,
                (int)response.StatusCode,
                mayPass: true);
        }

        var body = await OpenAsync(response, deadline.Token);
        if (response.IsSuccessStatusCode && IsEventStream(response.Content.Headers))
        {
            return await BeginStreamAsync(response, body, deadline);
        }

        var length = response.Content.Headers.ContentLength;
        var bytes = new PooledBytes((int)Math.Clamp(length ?? FirstRead, 1, options.MaxAnswerBytes));
        try
        {
            while (bytes.Length < options.MaxAnswerBytes)
            {
                var read = await body.ReadAsync(bytes.GetMemory(1), deadline.Token);
                if (read == 0)
                {
                    return new UpstreamAnswer.Whole(response, bytes, rest: null, RetryAfter(response));
                }

                bytes.Advance(read);
                if (passesThrough && response.IsSuccessStatusCode && !IsJson(response.Content.Headers))
                {
                    return new UpstreamAnswer.Whole(response, bytes, body, retryAfter: null);
                }

                if (bytes.Length == length)
                {
                    return new UpstreamAnswer.Whole(response, bytes, rest: null, RetryAfter(response));
                }
            }

            return new UpstreamAnswer.Whole(response, bytes, body, RetryAfter(response));
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    /// <summary>Waits for the first bytes: until they are there, another version can still take over.</summary>
    private async ValueTask<UpstreamAnswer> BeginStreamAsync(
        HttpResponseMessage response, Stream body, Deadline deadline)
    {
        var events = new SseBuffer(options.MaxAnswerBytes);
        try
        {
            var read = await body.ReadAsync(events.GetMemory(), deadline.Token);
            events.Advance(read);
            return read > 0
                ? new UpstreamAnswer.Streaming(response, body, events)
                : throw new HttpIOException(HttpRequestError.ResponseEnded, "The stream ended before its first event.");
        }
        catch
        {
            events.Dispose();
            throw;
        }
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response) =>
        response.IsSuccessStatusCode ? null : RetryRules.RetryAfter(response.Headers, time.GetUtcNow());

    // Identity is what we ask for; some servers compress all the same.
    private static async ValueTask<Stream> OpenAsync(HttpResponseMessage response, CancellationToken ct)
    {
        var stream = await response.Content.ReadAsStreamAsync(ct);
        var encodings = response.Content.Headers.ContentEncoding;
        if (encodings.Count == 0)
        {
            return stream;
        }

        var encoding = encodings.First();
        response.Content.Headers.ContentLength = null;
        return encoding switch
        {
            "gzip" or "x-gzip" => new GZipStream(stream, CompressionMode.Decompress),
            "br" => new BrotliStream(stream, CompressionMode.Decompress),
            "deflate" => new ZLibStream(stream, CompressionMode.Decompress),
            "identity" => stream,
            _ => throw new InvalidDataException($"The answer is encoded as '{encoding}'."),
        };
    }

    private static bool IsEventStream(HttpContentHeaders headers) => Is(headers, "text/event-stream");

    private static bool IsJson(HttpContentHeaders headers) => Is(headers, "application/json");

    private static bool Is(HttpContentHeaders headers, string type) =>
        headers.NonValidated.TryGetValues("Content-Type", out var values)
        && values.ToString().StartsWith(type, StringComparison.OrdinalIgnoreCase);
}

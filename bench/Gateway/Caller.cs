using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace Dashboard.Bench.Gateway;

/// <summary>Sends chats to one target over kept connections.</summary>
internal sealed class Caller : IDisposable
{
    private const int Tail = 16;
    private static readonly MediaTypeHeaderValue _json = new("application/json");

    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler
    {
        MaxConnectionsPerServer = 256,
        UseProxy = false,
        UseCookies = false,
        ActivityHeadersPropagator = null,
    });

    private readonly Target _target;
    private readonly Uri _url;
    private readonly byte[] _body;
    private readonly byte[] _streamBody;

    public Caller(Target target)
    {
        _target = target;
        _url = new Uri(target.BaseUrl + "/chat/completions");
        _body = Body("");
        _streamBody = Body("""
            "stream":true,"stream_options":{"include_usage":true},
            """);
        byte[] Body(string more) => Encoding.UTF8.GetBytes(
            $$"""
            {"model":"{{target.Model}}",{{more}}"messages":[{"role":"user","content":"Where is my order 88412?"}]}
            """);
    }

    /// <summary>Calls once.</summary>
    /// <param name="streams">Whether the answer is to come as a stream.</param>
    /// <param name="due">The timestamp from which to count: waiting to be sent counts.</param>
    /// <param name="ct">Ends the bench.</param>
    public async Task<Sample> CallAsync(bool streams, long due, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _url)
        {
            Content = new ByteArrayContent(streams ? _streamBody : _body) { Headers = { ContentType = _json } },
        };
        foreach (var (name, value) in _target.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        try
        {
            using var response = await _http.SendAsync(request, ct);
            await using var body = await response.Content.ReadAsStreamAsync(ct);
            var sample = await ReadAsync(body, response.IsSuccessStatusCode, streams, due, ct);
            return sample with { Own = Own(response) };
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            var failed = Stopwatch.GetElapsedTime(due).TotalMilliseconds;
            return new Sample(false, failed, failed);
        }
    }

    public void Dispose() => _http.Dispose();

    private static double? Own(HttpResponseMessage response) =>
        response.Headers.TryGetValues("x-gateway-overhead-ms", out var values)
            ? double.Parse(values.Single(), CultureInfo.InvariantCulture)
            : null;

    private static async Task<Sample> ReadAsync(Stream body, bool ok, bool streams, long due, CancellationToken ct)
    {
        var buffer = new byte[4096];
        var tail = "";
        var first = 0d;
        for (int read; (read = await body.ReadAsync(buffer, ct)) > 0;)
        {
            first = first > 0 ? first : Stopwatch.GetElapsedTime(due).TotalMilliseconds;
            tail += Encoding.ASCII.GetString(buffer, Math.Max(0, read - Tail), Math.Min(read, Tail));
            tail = tail[Math.Max(0, tail.Length - Tail)..];
        }

        var isWhole = tail.TrimEnd().EndsWith(streams ? "[DONE]" : "}", StringComparison.Ordinal);
        return new Sample(ok && isWhole, first, Stopwatch.GetElapsedTime(due).TotalMilliseconds);
    }
}

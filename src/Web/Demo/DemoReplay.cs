using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace Dashboard.Web.Demo;

/// <summary>Sends a made-up day through the public endpoint, as fast as the server takes it.</summary>
internal sealed class DemoReplay(HttpClient client, string key, TimeProvider clock)
{
    private const int CallsPerExport = 150;
    private const int Senders = 3;
    private static readonly TimeSpan _shortWait = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    /// <summary>Sends all calls and what was said about them; returns when the server has committed the last one.</summary>
    /// <exception cref="HttpRequestException">The server refuses, and waiting does not help.</exception>
    public Task SendAsync(IReadOnlyList<DemoCall> calls, CancellationToken ct) => Parallel.ForEachAsync(
        calls.Chunk(CallsPerExport),
        new ParallelOptions { MaxDegreeOfParallelism = Senders, CancellationToken = ct },
        async (chunk, ct) => await SendChunkAsync(chunk, ct));

    private async Task SendChunkAsync(DemoCall[] calls, CancellationToken ct)
    {
        var traces = calls
            .Select(call => (Call: call, Trace: RandomNumberGenerator.GetHexString(32, lowercase: true)))
            .ToList();
        await SendOneAsync("v1/traces", DemoSpans.Export(traces), ct);
        foreach (var vote in traces.SelectMany(call => DemoFeedback.Of(call.Call, call.Trace)))
        {
            await SendOneAsync("api/feedback", vote, ct);
        }
    }

    private async Task SendOneAsync(string path, byte[] body, CancellationToken ct)
    {
        var began = clock.GetTimestamp();
        while (true)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path);
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
            using var response = await client.SendAsync(request, ct);
            // A server that is busy says when to come back; one that runs in another process learns of a new key in a
            // moment.
            var mayHelp = response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable
                or HttpStatusCode.Unauthorized;
            if (response.IsSuccessStatusCode)
            {
                return;
            }

            if (!mayHelp || clock.GetElapsedTime(began) > _patience)
            {
                var answer = await response.Content.ReadAsStringAsync(ct);
                throw new HttpRequestException($"The console answers {(int)response.StatusCode}: {answer}");
            }

            await Task.Delay(response.Headers.RetryAfter?.Delta ?? _shortWait, clock, ct);
        }
    }
}

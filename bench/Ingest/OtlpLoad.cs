using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;

namespace Dashboard.Bench.Ingest;

/// <summary>Sends exports over several connections, each waiting for its answer before the next, as exporters do.</summary>
internal static class OtlpLoad
{
    public sealed record Outcome(long Accepted, long Refused, TimeSpan Elapsed)
    {
        public double PerSecond => Accepted / Elapsed.TotalSeconds;
    }

    public static async Task<Outcome> RunAsync(
        HttpClient client, int connections, int spansEach, int contentLength, TimeSpan length, CancellationToken ct)
    {
        long accepted = 0, refused = 0;
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(i => Task.Run(
            async () =>
            {
                var body = new SpanBody(spansEach, contentLength, $"route-{i % 10}", "v1");
                while (clock.Elapsed < length)
                {
                    if (await SendAsync(client, body, ct))
                    {
                        Interlocked.Add(ref accepted, body.Count);
                    }
                    else
                    {
                        Interlocked.Add(ref refused, body.Count);
                        await Task.Delay(100, ct);
                    }
                }
            },
            ct)));
        return new Outcome(accepted, refused, clock.Elapsed);
    }

    /// <summary>True for 200, false for 429 and 503; anything else is a failure of the benchmark.</summary>
    /// <param name="client">Sends the key.</param>
    /// <param name="body">The calls, which get new ids and times.</param>
    /// <param name="ct">Ends the waiting.</param>
    /// <param name="age">How long ago the calls began.</param>
    public static async Task<bool> SendAsync(
        HttpClient client, SpanBody body, CancellationToken ct, TimeSpan age = default)
    {
        using var content = new ReadOnlyMemoryContent(body.Fresh(DateTimeOffset.UtcNow - age));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
        using var answer = await client.PostAsync(new Uri("v1/traces", UriKind.Relative), content, ct);
        return answer.StatusCode switch
        {
            HttpStatusCode.OK => true,
            HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => false,
            _ => throw new InvalidOperationException(
                $"{(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(ct)}"),
        };
    }
}

using System.Net;
using System.Net.Http.Headers;

namespace Dashboard.Web.Demo;

/// <summary>Sends what an application sends, as fast as the console takes it.</summary>
internal sealed class DemoSender(HttpClient client, string key, TimeProvider clock)
{
    private static readonly TimeSpan _shortWait = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    public Task PostAsync(string path, byte[] body, CancellationToken ct) => SendAsync(HttpMethod.Post, path, body, ct);

    /// <summary>Returns when the console has taken it.</summary>
    /// <exception cref="HttpRequestException">The console refuses, and waiting does not help.</exception>
    public async Task SendAsync(HttpMethod method, string path, byte[] body, CancellationToken ct)
    {
        var began = clock.GetTimestamp();
        while (true)
        {
            using var request = new HttpRequestMessage(method, path);
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
            using var response = await client.SendAsync(request, ct);
            // A console that is busy says when to come back; one that runs in another process learns of a new key in a
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

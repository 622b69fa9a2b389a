using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace Dashboard.Bench.Overview;

/// <summary>
/// Routes of which each fifth was deployed twice, and a day of calls that spread evenly over all of them and over the day.
/// </summary>
internal static class RouteLoad
{
    public const int Calls = 7_500;

    private const int CallsEach = 2;

    public static async Task RunAsync(HttpClient client, int routes, CancellationToken ct)
    {
        await SendAsync(client, HttpMethod.Post, "api/connections", new { name = "up", base_url = "https://api.openai.com/v1" }, ct);
        foreach (var version in (string[])["v1", "v2"])
        {
            await SendAsync(
                client, HttpMethod.Post, "api/models/bench/versions",
                new { version, provider = "openai-compatible", connection = "up", upstream_model = "gpt-4o-mini" }, ct);
            await Parallel.ForAsync(0, routes / 5, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = ct }, async (i, end) =>
                await SendAsync(
                    client, HttpMethod.Put, "api/routes/" + Name(5 * i),
                    new { model = "bench", split = new[] { new { version, weight = 100 } }, sticky = "none" }, end));
        }

        var now = DateTimeOffset.UtcNow;
        var exports = Calls / CallsEach;
        await Parallel.ForAsync(0, exports, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = ct }, async (i, end) =>
        {
            var spans = new SpanBody(CallsEach, 100, Name(i % routes), "v2");
            using var content = new ReadOnlyMemoryContent(spans.Fresh(now - (TimeSpan.FromHours(23) * i / exports)));
            content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
            using var answer = await client.PostAsync(new Uri("v1/traces", UriKind.Relative), content, end);
            answer.EnsureSuccessStatusCode();
        });
    }

    private static async Task SendAsync(HttpClient client, HttpMethod method, string path, object body, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = JsonContent.Create(body) };
        using var answer = await client.SendAsync(request, ct);
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"{path}: {await answer.Content.ReadAsStringAsync(ct)}");
        }
    }

    private static string Name(int i) => "route-" + i.ToString("d4", CultureInfo.InvariantCulture);
}

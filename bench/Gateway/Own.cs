using System.Net.Http.Json;
using System.Text.Json;

namespace Dashboard.Bench.Gateway;

/// <summary>Our gateway as it is used: a route, a version, a key for callers, and every call recorded.</summary>
internal static class Own
{
    public static async Task<Target> PrepareAsync(ConsoleProcess console, Uri provider, CancellationToken ct)
    {
        await DoAsync(HttpMethod.Post, "api/connections", new { name = "bench", base_url = new Uri(provider, "v1") });
        await DoAsync(HttpMethod.Post, "api/models/gus/versions", new
        {
            version = "v1",
            provider = "openai-compatible",
            connection = "bench",
            upstream_model = "gpt-4o-mini",
        });
        await DoAsync(HttpMethod.Put, "api/routes/gus", new
        {
            model = "gus",
            split = new[] { new { version = "v1", weight = 100 } },
            sticky = "session",
        });
        var key = await DoAsync(
            HttpMethod.Post, "api/keys", new { name = "bench", scopes = new List<string> { "gateway" } });
        return new Target(
            "this gateway",
            new Uri(console.Client.BaseAddress!, "v1").ToString(),
            "gus",
            ("Authorization", "Bearer " + key.GetProperty("key").GetString()));

        async Task<JsonElement> DoAsync(HttpMethod method, string path, object body)
        {
            using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
            using var answer = await console.Client.SendAsync(request, ct);
            answer.EnsureSuccessStatusCode();
            return await answer.Content.ReadFromJsonAsync<JsonElement>(ct);
        }
    }

    /// <summary>Waits until the database has every record.</summary>
    public static async Task WaitUntilWrittenAsync(ConsoleProcess console, CancellationToken ct)
    {
        while (true)
        {
            var text = await console.Client.GetStringAsync(new Uri("metrics", UriKind.Relative), ct);
            var waiting = text.Split('\n')
                .Single(line => line.StartsWith("dashboard_gateway_spool_records{", StringComparison.Ordinal));
            if (waiting.EndsWith(" 0", StringComparison.Ordinal))
            {
                return;
            }

            await Task.Delay(200, ct);
        }
    }

    /// <summary>Calls that the console has counted.</summary>
    public static async Task<long> CountAsync(ConsoleProcess console, CancellationToken ct)
    {
        var to = DateTimeOffset.UtcNow.AddHours(1);
        var answer = await console.Client.GetFromJsonAsync<JsonElement>(
            $"api/metrics?from={to.AddHours(-3):yyyy-MM-ddTHH:mm:ssZ}&to={to:yyyy-MM-ddTHH:mm:ssZ}&step=all", ct);
        return answer.GetProperty("series").EnumerateArray()
            .SelectMany(series => series.GetProperty("points").EnumerateArray())
            .Sum(point => point.GetProperty("calls").GetInt64());
    }
}

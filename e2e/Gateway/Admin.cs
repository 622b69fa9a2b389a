using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Xunit;

namespace Dashboard.E2E.Gateway;

/// <summary>Someone who may do everything, through a console's HTTP interface.</summary>
internal sealed class Admin(DashboardServer server) : IDisposable
{
    private readonly HttpClient _http = Client(server, DashboardServer.AdminKey);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A client of the console with a key.</summary>
    public static HttpClient Client(DashboardServer server, string key)
    {
        var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 512 })
        {
            BaseAddress = new Uri(server.Url),
            Timeout = TimeSpan.FromMinutes(3),
        };
        client.DefaultRequestHeaders.Add("Authorization", "Bearer " + key);
        return client;
    }

    public Task<JsonElement> GetAsync(string path) => DoAsync(HttpMethod.Get, path, null);

    public Task<JsonElement> PostAsync(string path, object body) => DoAsync(HttpMethod.Post, path, body);

    public Task<JsonElement> PutAsync(string path, object body) => DoAsync(HttpMethod.Put, path, body);

    /// <summary>Returns also what is refused.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Body)> TryAsync(HttpMethod method, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = body is null ? null : JsonContent.Create(body);
        using var answer = await _http.SendAsync(request, Cancel);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        return (answer.StatusCode, text.Length > 0 ? JsonElement.Parse(text) : default);
    }

    /// <summary>Approves the provider as connection <c>up</c> and registers versions that it serves.</summary>
    /// <param name="baseUrl">The provider's.</param>
    /// <param name="versions">Our names, each with the provider's name of the model.</param>
    public async Task RegisterAsync(string baseUrl, params (string Version, string UpstreamModel)[] versions)
    {
        await PostAsync("/api/connections", new { name = "up", base_url = baseUrl });
        foreach (var (version, upstreamModel) in versions)
        {
            await PostAsync("/api/models/gus/versions", new
            {
                version,
                provider = "openai-compatible",
                connection = "up",
                upstream_model = upstreamModel,
            });
        }
    }

    /// <summary>Lets one version serve the whole route <c>gus</c>.</summary>
    public Task<JsonElement> ServeAsync(string version, string route = "gus") => PutAsync($"/api/routes/{route}", new
    {
        model = "gus",
        split = new[] { new { version, weight = 100 } },
        sticky = "none",
        reason = $"{version} shall serve",
    });

    /// <summary>A new key for the gateway.</summary>
    public async Task<(string Id, string Key)> KeyAsync(object limits)
    {
        var created = await PostAsync("/api/keys", new { name = "e2e", scopes = new List<string> { "gateway" } });
        var id = created.GetProperty("id").GetString()!;
        await PutAsync($"/api/keys/{id}/limits", limits);
        return (id, created.GetProperty("key").GetString()!);
    }

    /// <summary>A sum over all calls of the last hour, such as <c>calls</c>.</summary>
    public async Task<int> SumAsync(string name = "calls")
    {
        var now = TimeProvider.System.GetUtcNow();
        var answer = await GetAsync($"/api/metrics?from={Text(now.AddHours(-1))}&to={Text(now.AddHours(1))}&step=all");
        return answer.GetProperty("series").EnumerateArray()
            .SelectMany(series => series.GetProperty("points").EnumerateArray())
            .Sum(point => point.GetProperty(name).GetInt32());
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonElement> DoAsync(HttpMethod method, string path, object? body)
    {
        var (status, answer) = await TryAsync(method, path, body);
        Assert.True((int)status is >= 200 and < 300, $"{method} {path}: {status} {answer}");
        return answer;
    }

    private static string Text(DateTimeOffset time) =>
        time.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}

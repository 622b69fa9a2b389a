using System.Net.Http.Json;

namespace Dashboard.E2E.Gateway;

/// <summary>Callers in the middle of a stream, which goes on until the provider is released.</summary>
internal sealed class OpenStreams : IDisposable
{
    private readonly HttpClient _http;
    private readonly List<Task<(string Version, string Text)>> _streams;

    private OpenStreams(DashboardServer server, int count)
    {
        _http = Admin.Client(server, DashboardServer.AdminKey);
        _streams = [.. Enumerable.Range(0, count).Select(_ => ReadAsync())];
    }

    public static OpenStreams Open(DashboardServer server, int count) => new(server, count);

    /// <summary>The streams to their ends, each with the version that serves it.</summary>
    public Task<(string Version, string Text)[]> ReadToEndAsync() => Task.WhenAll(_streams);

    public void Dispose() => _http.Dispose();

    private async Task<(string Version, string Text)> ReadAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions")
        {
            Content = JsonContent.Create(new
            {
                model = "gus",
                stream = true,
                messages = new[] { new { role = "user", content = "hold" } },
            }),
        };
        using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return (answer.Headers.GetValues("x-gateway-model-version").Single(), await answer.Content.ReadAsStringAsync());
    }
}

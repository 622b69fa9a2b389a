using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Xunit;

namespace Dashboard.Access.Tests;

/// <summary>Keeps cookies as a browser does; the test server's own client does not.</summary>
internal sealed class CookieClient(HttpClient client) : IDisposable
{
    private static readonly Uri _site = new("http://localhost/");
    private readonly CookieContainer _cookies = new();

    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (_cookies.GetCookieHeader(new Uri(_site, path)) is { Length: > 0 } cookies)
        {
            request.Headers.Add("Cookie", cookies);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        if (response.Headers.TryGetValues("Set-Cookie", out var changed))
        {
            foreach (var cookie in changed)
            {
                _cookies.SetCookies(new Uri(_site, path), cookie);
            }
        }

        return response;
    }

    public Task<HttpResponseMessage> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    /// <summary>Writes as the console's pages do: with the antiforgery token.</summary>
    public async Task<HttpResponseMessage> WriteAsync(HttpMethod method, string path, object? body = null)
    {
        var answer = await GetAsync("/api/antiforgery");
        var token = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        return await SendAsync(
            method,
            path,
            body is null ? null : JsonContent.Create(body),
            (token.GetProperty("header").GetString()!, token.GetProperty("token").GetString()!));
    }

    public void Dispose() => client.Dispose();
}

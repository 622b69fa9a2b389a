using System.Net;
using Xunit;

namespace Dashboard.Access.Tests.OAuth;

/// <summary>
/// A browser that goes to a provider and comes back, step by step. It keeps cookies however old they are.
/// </summary>
internal sealed class ProviderBrowser(HttpClient console) : IDisposable
{
    private readonly Dictionary<string, string> _cookies = [];
    private readonly HttpClient _outside = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The cookie that the console signs in with; null where it has not.</summary>
    public string? Session => _cookies.GetValueOrDefault("dashboard");

    /// <summary>Goes the whole way; the page of the console at its end.</summary>
    public async Task<string> SignInAsync(string? wanted = null) => await FollowAsync(await GoAsync(wanted));

    /// <summary>Goes to the provider; the address to which it leads back.</summary>
    public async Task<Uri> GoAsync(string? wanted = null)
    {
        var query = wanted is null ? "" : "?return=" + Uri.EscapeDataString(wanted);
        var there = await RedirectAsync(AccessPaths.OAuth + query);
        using var answer = await _outside.GetAsync(there, Cancel);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        return answer.Headers.Location!;
    }

    /// <summary>Comes back; the page to which the console leads.</summary>
    public async Task<string> FollowAsync(Uri back) => (await RedirectAsync(back.PathAndQuery)).OriginalString;

    /// <summary>Forgets all cookies.</summary>
    public void Forget() => _cookies.Clear();

    /// <summary>Where the console redirects to.</summary>
    public async Task<Uri> RedirectAsync(string path)
    {
        using var answer = await GetAsync(path);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        return answer.Headers.Location!;
    }

    public async Task<string> ReadAsync(string path)
    {
        using var answer = await GetAsync(path);
        return await answer.Content.ReadAsStringAsync(Cancel);
    }

    public void Dispose()
    {
        console.Dispose();
        _outside.Dispose();
    }

    private async Task<HttpResponseMessage> GetAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (_cookies.Count > 0)
        {
            request.Headers.Add("Cookie", string.Join("; ", _cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        }

        var answer = await console.SendAsync(request, Cancel);
        foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var changed) ? changed : [])
        {
            var (name, value) = (cookie[..cookie.IndexOf('=', StringComparison.Ordinal)], cookie.Split('=', ';')[1]);
            if (value.Length == 0)
            {
                _cookies.Remove(name);
            }
            else
            {
                _cookies[name] = value;
            }
        }

        return answer;
    }
}

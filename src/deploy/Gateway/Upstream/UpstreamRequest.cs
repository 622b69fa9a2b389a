using System.Net;
using System.Net.Http.Headers;
using Dashboard.Gateway.Door;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Dashboard.Gateway.Upstream;

/// <summary>
/// Makes the request that goes upstream. Of the client's headers only those travel on that say something about the
/// answer;
/// its key, its cookies and whatever a proxy in front of us added stay here.
/// </summary>
internal static class UpstreamRequest
{
    private const string AnthropicVersion = "anthropic-version";

    // Of Anthropic's interface; it must be named, and newer ones only differ where a client asks for them.
    private const string OldestVersion = "2023-06-01";

    private static readonly string[] _passed =
    [
        "Accept", "User-Agent", "Idempotency-Key", "OpenAI-Beta", "anthropic-beta", AnthropicVersion,
        "X-Client-Request-Id", "HTTP-Referer", "X-Title", "tracestate",
    ];

    /// <param name="target">The version.</param>
    /// <param name="call">The request as it came.</param>
    /// <param name="key">The provider's key; null sends none.</param>
    public static HttpRequestMessage Of(UpstreamTarget target, GatewayCall call, string? key)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, target.Address(call.Surface))
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new UpstreamBody(call.Body.Memory, call.Request, target, call.Http.Request.ContentType),
        };
        var headers = request.Headers;
        Pass(call.Http.Request.Headers, headers);
        headers.TryAddWithoutValidation("Accept-Encoding", "identity");
        headers.TryAddWithoutValidation("traceparent", call.Trace.Traceparent);
        if (target.Version.IsAnthropic && !headers.Contains(AnthropicVersion))
        {
            headers.TryAddWithoutValidation(AnthropicVersion, OldestVersion);
        }

        if (key is not null && target.Version.IsAnthropic)
        {
            headers.TryAddWithoutValidation("x-api-key", key);
        }
        else if (key is not null)
        {
            headers.TryAddWithoutValidation("Authorization", "Bearer " + key);
        }

        return request;
    }

    private static void Pass(IHeaderDictionary from, HttpRequestHeaders to)
    {
        foreach (var name in _passed)
        {
            if (from.TryGetValue(name, out var value) && !StringValues.IsNullOrEmpty(value))
            {
                to.TryAddWithoutValidation(name, value.ToString());
            }
        }
    }
}

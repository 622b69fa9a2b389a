using System.Text;
using Microsoft.AspNetCore.Http;

namespace Dashboard.Access.Authentication;

/// <summary>
/// Finds the API key of a request. Accepted, in this order:
/// <code>
/// Authorization: Bearer KEY
/// Authorization: Basic base64(anything:KEY)
/// x-api-key: KEY
/// api_key: KEY
/// api-key: KEY
/// </code>
/// (the last as clients of Azure's OpenAI send it).
/// Query strings are never looked at: they end up in logs.
/// </summary>
internal static class PresentedKey
{
    private const int MaxLength = 512;

    /// <summary>The key that the request carries, or null where it carries none.</summary>
    public static string? Of(HttpRequest request)
    {
        var key = FromAuthorization(request.Headers.Authorization.ToString())
            ?? NotEmpty(request.Headers["x-api-key"].ToString())
            ?? NotEmpty(request.Headers["api_key"].ToString())
            ?? NotEmpty(request.Headers["api-key"].ToString());
        return key is { Length: > MaxLength } ? key[..MaxLength] : key;
    }

    private static string? FromAuthorization(string header)
    {
        var space = header.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0)
        {
            return null;
        }

        var value = header[(space + 1)..].Trim();
        return header[..space].ToUpperInvariant() switch
        {
            "BEARER" => NotEmpty(value),
            "BASIC" => FromBasic(value),
            _ => null,
        };
    }

    /// <summary>RFC 7617: <c>user-id ":" password</c> in base64, where only the password matters here.</summary>
    private static string? FromBasic(string value)
    {
        var bytes = new byte[value.Length];
        if (!Convert.TryFromBase64String(value, bytes, out var length))
        {
            return null;
        }

        var pair = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = pair.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? null : NotEmpty(pair[(colon + 1)..]);
    }

    private static string? NotEmpty(string value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}

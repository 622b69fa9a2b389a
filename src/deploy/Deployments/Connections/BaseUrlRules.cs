using System.Net;

namespace Dashboard.Deployments.Connections;

/// <summary>Which base URLs an administrator may approve.</summary>
internal static class BaseUrlRules
{
    private const int Longest = 500;

    private static readonly string[] _metadataHosts =
        ["metadata", "metadata.google.internal", "metadata.goog", "instance-data", "instance-data.ec2.internal"];

    /// <summary>Why a base URL is refused, and what to change; null where it is fine.</summary>
    /// <param name="text">As it came.</param>
    /// <param name="url">Without a slash at its end; null where it is refused.</param>
    public static string? Refusal(string? text, out Uri? url)
    {
        url = null;
        if (string.IsNullOrWhiteSpace(text) || text.Length > Longest || text != text.Trim()
            || text.Any(c => c is < '!' or > '~' or '\\') || !Uri.TryCreate(text, UriKind.Absolute, out var parsed))
        {
            return "'base_url' must be an absolute URL of ASCII characters, such as https://api.openai.com/v1.";
        }

        if (parsed.Scheme != Uri.UriSchemeHttp && parsed.Scheme != Uri.UriSchemeHttps)
        {
            return "'base_url' must begin with https:// or http://.";
        }

        if (parsed.UserInfo.Length > 0 || Authority(text).Contains('@'))
        {
            return "'base_url' must not contain a user or password; name a variable in 'api_key_env'.";
        }

        if (text.Contains('?') || text.Contains('#'))
        {
            return "'base_url' must have no query and no fragment.";
        }

        if (HostRefusal(parsed, Authority(text)) is { } refusal)
        {
            return refusal;
        }

        url = new Uri(parsed.AbsoluteUri.TrimEnd('/'));
        return null;
    }

    private static string? HostRefusal(Uri parsed, string authority)
    {
        var host = parsed.Host.TrimEnd('.').ToLowerInvariant();
        if (parsed.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6)
        {
            // 2852039166, 0xa9fea9fe and 0251.0376.0251.0376 are all 169.254.169.254, to some.
            if (parsed.HostNameType == UriHostNameType.IPv4
                && !authority.StartsWith(parsed.Host, StringComparison.Ordinal))
            {
                return "An IPv4 address in 'base_url' must be written as four decimal numbers without leading zeros.";
            }

            if (authority.Contains('%'))
            {
                return "An IPv6 address in 'base_url' must have no zone.";
            }

            return AddressRules.Refusal(IPAddress.Parse(parsed.Host)) is { } why
                ? $"'base_url' must not lead to {parsed.Host}: {why}."
                : null;
        }

        if (parsed.HostNameType != UriHostNameType.Dns || host.Length == 0 || LooksLikeNumber(host.Split('.')[^1]))
        {
            return "The host in 'base_url' must be a name or an IP address in its usual form.";
        }

        return _metadataHosts.Contains(host)
            ? $"'base_url' must not lead to {host}: it is a cloud's metadata service."
            : null;
    }

    // As browsers decide (WHATWG URL): a host whose last part is a number is meant as an IPv4 address.
    private static bool LooksLikeNumber(string label) =>
        label.All(char.IsAsciiDigit)
        || (label.StartsWith("0x", StringComparison.OrdinalIgnoreCase) && label[2..].All(char.IsAsciiHexDigit));

    private static string Authority(string text)
    {
        var start = text.IndexOf("://", StringComparison.Ordinal) + 3;
        var end = text.IndexOfAny(['/', '?', '#'], start);
        return end < 0 ? text[start..] : text[start..end];
    }
}

using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Dashboard.Access;

/// <summary>
/// The address under which people reach the console, for the links that it hands out. It comes from the settings, never
/// from a request: whoever sends a request chooses its Host header.
/// </summary>
public sealed class PublicAddress(IOptions<AccessOptions> options, IServer server)
{
    private readonly Uri? _given = options.Value.PublicUrl.Length > 0 ? new Uri(options.Value.PublicUrl) : null;

    /// <summary>Without a slash at its end: the public one, where there is one, else that of this machine.</summary>
    public string Url => Given ?? Local;

    /// <summary>The public one as the settings give it; null where they give none.</summary>
    public string? Given => _given?.GetLeftPart(UriPartial.Authority);

    /// <summary>Where somebody on this machine opens the console; its real port, where port 0 asked for a free one.</summary>
    public string Local => LocalOf(
        options.Value.ListenUrl, server.Features.Get<IServerAddressesFeature>()?.Addresses ?? []);

    /// <summary>Of what is configured and what is bound, where anything is.</summary>
    public static string LocalOf(string configured, ICollection<string> bound)
    {
        var openable = Openable(configured);
        var port = new Uri(openable).Port;
        return bound.Select(Openable).FirstOrDefault(url => port == 0 || new Uri(url).Port == port) ?? openable;
    }

    /// <summary>Whether a request was made to the public address.</summary>
    public bool IsAskedAt(HttpRequest request) => IsAuthority(request.Host.Value);

    /// <summary>Whether a host, with its port unless it is the usual one, is that of the public address.</summary>
    public bool IsAuthority(string? host) =>
        _given is not null && string.Equals(_given.Authority, host, StringComparison.OrdinalIgnoreCase);

    /// <summary>"Every address" can be listened on, but not opened.</summary>
    private static string Openable(string url)
    {
        foreach (var any in (ReadOnlySpan<string>)["://*", "://+", "://0.0.0.0", "://[::]"])
        {
            url = url.Replace(any, "://localhost", StringComparison.Ordinal);
        }

        return url.TrimEnd('/');
    }
}

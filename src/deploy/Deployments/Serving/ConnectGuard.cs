using System.Net;
using System.Net.Sockets;
using Dashboard.Deployments.Connections;

namespace Dashboard.Deployments.Serving;

/// <summary>
/// Opens connections to approved places, and to none whose name leads to a refused address: what a name resolves to is
/// decided by its owner, and may change after the approval. It connects to the very addresses that it has looked at.
/// </summary>
public sealed class ConnectGuard
{
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _resolve;

    /// <summary>Resolves names as the system does.</summary>
    public ConnectGuard()
        : this(Dns.GetHostAddressesAsync)
    {
    }

    internal ConnectGuard(Func<string, CancellationToken, Task<IPAddress[]>> resolve) => _resolve = resolve;

    /// <summary>
    /// A handler for calls to approved places: guarded, without redirects (they would lead elsewhere with the key),
    /// without a proxy (it would resolve names itself), without cookies and decompression (bytes are passed on as they
    /// come).
    /// </summary>
    public SocketsHttpHandler CreateHandler() => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        ConnectCallback = ConnectAsync,
    };

    /// <summary>For <see cref="SocketsHttpHandler.ConnectCallback"/>.</summary>
    /// <exception cref="HttpRequestException">The name leads to refused addresses only, or to none.</exception>
    public async ValueTask<Stream> ConnectAsync(
        SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var endPoint = context.DnsEndPoint;
        var addresses = await AllowedAsync(endPoint.Host, cancellationToken);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, endPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task<IPAddress[]> AllowedAsync(string host, CancellationToken ct)
    {
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await _resolve(host, ct);
        var allowed = Array.FindAll(addresses, address => AddressRules.Refusal(address) is null);
        if (allowed.Length == 0)
        {
            var why = addresses.Length == 0 ? "it has no address" : AddressRules.Refusal(addresses[0]);
            throw new HttpRequestException(HttpRequestError.ConnectionError, $"'{host}' is not called: {why}.");
        }

        return allowed;
    }
}

using System.Net;
using Dashboard.Access;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace Dashboard.Web.Security;

/// <summary>
/// What proxies in front of the console say about a request: who sent it, to which host, by which scheme. It counts only
/// from the proxies that the settings name; from anybody else these headers are made up.
/// </summary>
internal static class ProxyTrust
{
    /// <summary>The addresses and networks of a setting, between commas; null where one is neither.</summary>
    public static IReadOnlyList<IPNetwork>? Parse(string trusted)
    {
        var networks = new List<IPNetwork>();
        foreach (var part in WebOptions.Split(trusted))
        {
            if (IPAddress.TryParse(part, out var address))
            {
                networks.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            }
            else if (IPNetwork.TryParse(part, out var network))
            {
                networks.Add(network);
            }
            else
            {
                return null;
            }
        }

        return networks;
    }

    public static void UseProxyTrust(this WebApplication app, WebOptions options)
    {
        if (Parse(options.TrustedProxies) is { Count: > 0 } networks)
        {
            var headers = new ForwardedHeadersOptions
            {
                ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedHost
                    | ForwardedHeaders.XForwardedProto,
                // As far back as the chain is trusted.
                ForwardLimit = null,
            };
            headers.KnownProxies.Clear();
            headers.KnownIPNetworks.Clear();
            foreach (var network in networks)
            {
                headers.KnownIPNetworks.Add(network);
            }

            app.UseForwardedHeaders(headers);
        }

        // Whoever came by the public address came by its scheme, also where a proxy does not pass it on.
        var address = app.Services.GetService<PublicAddress>();
        if (address?.Given is { } given)
        {
            var scheme = new Uri(given).Scheme;
            app.Use((context, next) =>
            {
                if (address.IsAskedAt(context.Request))
                {
                    context.Request.Scheme = scheme;
                }

                return next(context);
            });
        }
    }
}

using System.Net;
using System.Net.Sockets;

namespace Dashboard.Deployments.Connections;

/// <summary>
/// The addresses that are never called, whoever approved the name: link-local ones, where clouds hand their credentials
/// to whoever asks, and those that are no single host. Loopback and private networks are allowed: local models live
/// there.
/// </summary>
internal static class AddressRules
{
    // Metadata services outside the link-local range: Scaleway on IPv6, Alibaba, Oracle, and Azure's wire server.
    private static readonly IPAddress[] _metadata =
    [
        IPAddress.Parse("fd00:42::42"),
        IPAddress.Parse("100.100.100.200"),
        IPAddress.Parse("192.0.0.192"),
        IPAddress.Parse("168.63.129.16"),
    ];

    // What clouds keep for their own services within the private range of IPv6: AWS, Google.
    private static readonly IPNetwork[] _cloudNetworks =
        [IPNetwork.Parse("fd00:ec2::/32"), IPNetwork.Parse("fd20:ce::/32")];

    // Where a translator stands there, it alone knows which address is meant (RFC 8215, RFC 4380).
    private static readonly IPNetwork[] _translated = [IPNetwork.Parse("64:ff9b:1::/48"), IPNetwork.Parse("2001::/32")];

    /// <summary>Why an address is refused; null where it may be called.</summary>
    public static string? Refusal(IPAddress address)
    {
        if (EmbeddedIPv4(address) is { } inner)
        {
            return Refusal(inner);
        }

        return _metadata.Contains(address) || IsWithin(_cloudNetworks, address) ? "it is a cloud's metadata service"
            : IsWithin(_translated, address) ? "it leads through a translator (64:ff9b:1::/48 or 2001::/32)"
            : IsLinkLocal(address) ? "it is link-local (169.254.0.0/16, fe80::/10 or fec0::/10)"
            : IsNoHost(address) ? "it is not the address of one host"
            : null;
    }

    private static bool IsWithin(IPNetwork[] networks, IPAddress address) =>
        Array.Exists(networks, network => network.Contains(address));

    private static bool IsLinkLocal(IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6
        ? address.IsIPv6LinkLocal || address.IsIPv6SiteLocal
        : address.GetAddressBytes() is [169, 254, _, _];

    private static bool IsNoHost(IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6
        ? address.IsIPv6Multicast || address.Equals(IPAddress.IPv6Any)
        : address.GetAddressBytes() is [0 or >= 224, ..];

    /// <summary>
    /// The IPv4 address that an IPv6 address leads to: mapped (::ffff:0:0/96), translated (::ffff:0:0:0/96, RFC 2765),
    /// compatible (::/96), NAT64 (64:ff9b::/96, RFC 6052), 6to4 (2002::/16, RFC 3056) or ISATAP (RFC 5214).
    /// </summary>
    private static IPAddress? EmbeddedIPv4(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return null;
        }

        var bytes = address.GetAddressBytes();
        return bytes switch
        {
            [0x20, 0x02, ..] => new IPAddress(bytes[2..6]),
            [0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0, ..] => new IPAddress(bytes[12..]),
            [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, ..] => new IPAddress(bytes[12..]),
            [0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0, ..] => new IPAddress(bytes[12..]),
            [_, _, _, _, _, _, _, _, 0 or 2, 0, 0x5e, 0xfe, ..] when !address.IsIPv6LinkLocal =>
                new IPAddress(bytes[12..]),
            // Below ::1:0 there are only the unspecified and the loopback address.
            [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, not 0, ..] => new IPAddress(bytes[12..]),
            [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, _, not 0, ..] => new IPAddress(bytes[12..]),
            _ => null,
        };
    }
}

using Dashboard.Deployments.Serving;
using Dashboard.Pricing;

namespace Dashboard.Gateway.Upstream;

/// <summary>Who stands behind a connection, in the words of OpenTelemetry's <c>gen_ai.provider.name</c>.</summary>
internal static class Providers
{
    /// <summary>
    /// By the address where it is a known company's, or a local one that serves an open model; else by the version's own
    /// word where it is a company, else the connection's own name in lower case.
    /// </summary>
    public static string Of(ServingVersion version)
    {
        var (connection, model) = (version.Connection, version.UpstreamModel);
        var name = version.IsAnthropic ? ProviderNames.Anthropic : connection.Name.ToLowerInvariant();
        return ProviderAddresses.Of(connection.BaseUrl) is { } company && company != ProviderAddresses.SelfHosted
            ? company
            : ProviderAddresses.Seller(name, model, connection.BaseUrl.AbsoluteUri) ?? name;
    }
}

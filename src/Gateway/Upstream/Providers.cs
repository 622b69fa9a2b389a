using Dashboard.Deployments.Serving;
using Dashboard.Telemetry.Pricing;

namespace Dashboard.Gateway.Upstream;

/// <summary>Who stands behind a connection, in the words of OpenTelemetry's <c>gen_ai.provider.name</c>.</summary>
internal static class Providers
{
    /// <summary>
    /// By the address where it is a known company's, or a local one that serves an open model; else the connection's own
    /// name in lower case.
    /// </summary>
    /// <param name="connection">Where the request goes.</param>
    /// <param name="model">The model that is asked for there.</param>
    public static string Of(ApprovedConnection connection, string model)
    {
        var name = connection.Name.ToLowerInvariant();
        return ProviderAddresses.Of(connection.BaseUrl) is { } company && company != ProviderAddresses.SelfHosted
            ? company
            : ProviderAddresses.Seller(name, model, connection.BaseUrl.AbsoluteUri) ?? name;
    }
}

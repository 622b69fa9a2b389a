using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Dashboard.Deployments.Serving;
using Dashboard.Gateway.Door;

namespace Dashboard.Gateway.Upstream;

/// <summary>What calling a version needs, made once and kept as long as the version is in a snapshot.</summary>
internal sealed class UpstreamTarget
{
    private static readonly ConditionalWeakTable<ServingVersion, UpstreamTarget> _known = [];

    private readonly Uri[] _addresses;

    private UpstreamTarget(ServingVersion version)
    {
        Version = version;
        ModelJson = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(version.UpstreamModel));
        ModelText = Encoding.UTF8.GetBytes(version.UpstreamModel);
        Provider = Providers.Of(version);
        _addresses = [.. Surfaces.All.Select(surface => Below(version.Connection.BaseUrl, Path(version, surface)))];
    }

    public ServingVersion Version { get; }

    /// <summary>The provider's name of the model as a JSON string, quotes included.</summary>
    public byte[] ModelJson { get; }

    /// <summary>The same as it stands in a form.</summary>
    public byte[] ModelText { get; }

    /// <summary>In OpenTelemetry's words.</summary>
    public string Provider { get; }

    public static UpstreamTarget Of(ServingVersion version) => _known.GetValue(version, static key => new(key));

    /// <summary>The provider's key, read anew for each request; null where none is sent, or none is set.</summary>
    public string? Secret() => Version.Connection.ApiKeyEnv is { } variable
        && Environment.GetEnvironmentVariable(variable)?.Trim() is { Length: > 0 } secret ? secret : null;

    public Uri Address(Surface surface) => _addresses[(int)surface];

    // Anthropic's own clients take a base address without the version, and so do those who copy it from there.
    private static string Path(ServingVersion version, Surface surface) =>
        surface.IsAnthropic() && !version.Connection.BaseUrl.AbsolutePath.TrimEnd('/').EndsWith("/v1", StringComparison.Ordinal)
            ? "v1/" + surface.UpstreamPath()
            : surface.UpstreamPath();

    // A query stays: Azure has the version of its interface there.
    private static Uri Below(Uri baseUrl, string path) => new UriBuilder(baseUrl)
    {
        Path = baseUrl.AbsolutePath.TrimEnd('/') + "/" + path,
    }.Uri;
}

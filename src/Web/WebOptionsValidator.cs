using Dashboard.Web.Security;
using Microsoft.Extensions.Options;

namespace Dashboard.Web;

/// <summary>Names the setting that has to be changed.</summary>
internal sealed class WebOptionsValidator : IValidateOptions<WebOptions>
{
    public ValidateOptionsResult Validate(string? name, WebOptions options)
    {
        List<string?> faults = [UrlFault(options), HostsFault(options), ProxiesFault(options)];
        return faults.Any(fault => fault is not null)
            ? ValidateOptionsResult.Fail(faults.Where(fault => fault is not null)!)
            : ValidateOptionsResult.Success;
    }

    private static string? HostsFault(WebOptions options) =>
        WebOptions.Split(options.AllowedHosts).FirstOrDefault(host => !IsHost(host)) is { } wrong
            ? $"{WebOptions.AllowedHostsSetting} names '{wrong}'; it takes hosts between commas, without scheme and port, "
                + "such as llmops.example.com or *.example.com."
            : null;

    private static bool IsHost(string host) =>
        Uri.CheckHostName(host.StartsWith("*.", StringComparison.Ordinal) ? host[2..] : host) != UriHostNameType.Unknown;

    private static string? ProxiesFault(WebOptions options) => ProxyTrust.Parse(options.TrustedProxies) is null
        ? $"{WebOptions.TrustedProxiesSetting} is '{options.TrustedProxies}'; it takes addresses and networks between "
            + "commas, such as 10.0.0.5, 10.1.0.0/16."
        : null;

    // Kestrel's own forms "http://*:80" and "http://+:80" are no URIs.
    private static string? UrlFault(WebOptions options) =>
        Uri.TryCreate(
            options.Url
                .Replace("//*", "//any", StringComparison.Ordinal)
                .Replace("//+", "//any", StringComparison.Ordinal),
            UriKind.Absolute,
            out var url)
        && url.Scheme is "http" or "https"
        && url.AbsolutePath == "/"
            ? null
            : $"{WebOptions.UrlSetting} is '{options.Url}'; it must be an http or https URL without a path, such as "
                + "http://127.0.0.1:5080.";
}

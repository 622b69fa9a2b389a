using Microsoft.Extensions.Options;

namespace Dashboard.Web;

/// <summary>Names the setting that has to be changed.</summary>
internal sealed class WebOptionsValidator : IValidateOptions<WebOptions>
{
    // Kestrel's own forms "http://*:80" and "http://+:80" are no URIs.
    public ValidateOptionsResult Validate(string? name, WebOptions options) =>
        Uri.TryCreate(
            options.Url
                .Replace("//*", "//any", StringComparison.Ordinal)
                .Replace("//+", "//any", StringComparison.Ordinal),
            UriKind.Absolute,
            out var url)
        && url.Scheme is "http" or "https"
        && url.AbsolutePath == "/"
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"{WebOptions.UrlSetting} is '{options.Url}'; it must be an http or https URL without a path, such as "
                    + "http://127.0.0.1:5080.");
}

using Microsoft.Extensions.Options;

namespace Dashboard.Access;

/// <summary>Refuses to start with settings that would not keep anyone out, or lead people nowhere.</summary>
internal sealed class AccessOptionsValidator : IValidateOptions<AccessOptions>
{
    public ValidateOptionsResult Validate(string? name, AccessOptions options)
    {
        List<string?> faults = [KeyFault(options), UrlFault(options)];
        return faults.Any(fault => fault is not null)
            ? ValidateOptionsResult.Fail(faults.Where(fault => fault is not null)!)
            : ValidateOptionsResult.Success;
    }

    private static string? KeyFault(AccessOptions options) =>
        options.AdminKey.Length is > 0 and < AccessOptions.MinAdminKeyLength
            ? $"{AccessOptions.AdminKeySetting} has fewer than {AccessOptions.MinAdminKeyLength} characters: "
                + "choose a long random one, such as the output of 'openssl rand -base64 32'."
            : null;

    private static string? UrlFault(AccessOptions options) =>
        options.PublicUrl.Length == 0
        || (Uri.TryCreate(options.PublicUrl, UriKind.Absolute, out var url)
            && url.Scheme is "http" or "https"
            && url is { AbsolutePath: "/", Query: "", Fragment: "", UserInfo: "" })
            ? null
            : $"{AccessOptions.PublicUrlSetting} is '{options.PublicUrl}'; it must be an http or https URL without a path, "
                + "such as https://llmops.example.com.";
}

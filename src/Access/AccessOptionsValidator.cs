using Microsoft.Extensions.Options;

namespace Dashboard.Access;

/// <summary>Refuses to start with settings that would not keep anyone out.</summary>
internal sealed class AccessOptionsValidator : IValidateOptions<AccessOptions>
{
    public ValidateOptionsResult Validate(string? name, AccessOptions options) =>
        options.AdminKey.Length is > 0 and < AccessOptions.MinAdminKeyLength
            ? ValidateOptionsResult.Fail(
                $"{AccessOptions.AdminKeySetting} has fewer than {AccessOptions.MinAdminKeyLength} characters: "
                    + "choose a long random one, such as the output of 'openssl rand -base64 32'.")
            : ValidateOptionsResult.Success;
}

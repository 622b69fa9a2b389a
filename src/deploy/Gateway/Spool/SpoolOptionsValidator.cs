using Microsoft.Extensions.Options;

namespace Dashboard.Gateway.Spool;

/// <summary>Names the setting that has to be changed.</summary>
internal sealed class SpoolOptionsValidator : IValidateOptions<SpoolOptions>
{
    public ValidateOptionsResult Validate(string? name, SpoolOptions options)
    {
        string?[] faults =
        [
            options.MaxMegabytes is >= 16 and <= 1024 * 1024
                ? null
                : $"{SpoolOptions.MaxSetting} is {options.MaxMegabytes}; give megabytes from 16 to 1048576.",
            options.MinFreeMegabytes >= 0
                ? null
                : $"{SpoolOptions.MinFreeSetting} is {options.MinFreeMegabytes}; give megabytes, 0 or more.",
        ];
        var found = faults.OfType<string>().ToList();
        return found.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(found);
    }
}

using Microsoft.Extensions.Options;

namespace Dashboard.Telemetry.Trail;

/// <summary>Names the setting that has to be changed.</summary>
internal sealed class AccessTrailOptionsValidator : IValidateOptions<AccessTrailOptions>
{
    public ValidateOptionsResult Validate(string? name, AccessTrailOptions options) =>
        options.Days is >= 1 and <= AccessTrailOptions.MostDays
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"{AccessTrailOptions.DaysSetting} is {options.Days}; it must be a number of days from 1 to "
                + $"{AccessTrailOptions.MostDays}.");
}

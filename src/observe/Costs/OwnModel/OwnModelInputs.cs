using System.Globalization;

namespace Dashboard.Costs.OwnModel;

/// <summary>What a comparison of an own model with the API rests on.</summary>
/// <param name="DollarsPerGpuHour">What one GPU costs an hour, idle or busy.</param>
/// <param name="TokensPerSecond">Prompt and completion tokens that one GPU handles a second, all requests
/// together.</param>
/// <param name="GrowthPerMonth">Growth of the volume a month as a share; 0.05 is 5 %.</param>
public sealed record OwnModelInputs(decimal DollarsPerGpuHour, decimal TokensPerSecond, decimal GrowthPerMonth)
{
    private const decimal MostDollarsPerGpuHour = 1_000;
    private const decimal MostTokensPerSecond = 10_000_000;
    private const decimal MostGrowthPercent = 100;
    private const decimal LeastGrowthPercent = -50;

    /// <summary>Round figures to begin with, for the reader to replace by their own.</summary>
    public static OwnModelInputs Default { get; } = new(1.00m, 1_500m, 0.05m);

    /// <summary>
    /// Reads the words of an address: growth is in percent; what is missing or senseless is the default.
    /// </summary>
    public static OwnModelInputs Parse(string? gpuHour, string? tokens, string? growth) => new(
        Number(gpuHour, 0.0001m, MostDollarsPerGpuHour) ?? Default.DollarsPerGpuHour,
        Number(tokens, 1, MostTokensPerSecond) ?? Default.TokensPerSecond,
        Number(growth, LeastGrowthPercent, MostGrowthPercent) is { } percent
            ? percent / 100
            : Default.GrowthPerMonth);

    private static decimal? Number(string? text, decimal least, decimal most) =>
        decimal.TryParse(
            text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture,
            out var number)
            && number >= least && number <= most
            ? number
            : null;
}

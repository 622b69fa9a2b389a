namespace Dashboard.Telemetry.Costs.OwnModel;

/// <summary>What a comparison of an own model with the API rests on.</summary>
/// <param name="DollarsPerGpuHour">What one GPU costs an hour, idle or busy.</param>
/// <param name="TokensPerSecond">Prompt and completion tokens that one GPU handles a second, all requests together.</param>
/// <param name="GrowthPerMonth">Growth of the volume a month as a share; 0.05 is 5 %.</param>
internal sealed record OwnModelInputs(decimal DollarsPerGpuHour, decimal TokensPerSecond, decimal GrowthPerMonth)
{
    /// <summary>A mid-size cloud GPU and a throughput that a small model reaches on it; to be replaced by the reader's.</summary>
    public static OwnModelInputs Default { get; } = new(1.00m, 1_500m, 0.05m);

    public const decimal MostDollarsPerGpuHour = 1_000;
    public const decimal MostTokensPerSecond = 10_000_000;
    public const decimal MostGrowth = 1;
}

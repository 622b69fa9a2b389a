namespace Dashboard.Explorer.Api;

/// <summary>A judge's rate corrected by human labels on randomly sampled answers.</summary>
/// <param name="Rate">The corrected rate, 0 to 1.</param>
/// <param name="Ci95">Its 95 % interval.</param>
/// <param name="HumanLabels">How many labels it rests on; at least 30.</param>
internal sealed record CalibratedRate(double Rate, IReadOnlyList<double> Ci95, long HumanLabels);

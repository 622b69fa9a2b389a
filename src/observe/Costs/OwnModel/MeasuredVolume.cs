using Dashboard.Events;

namespace Dashboard.Costs.OwnModel;

/// <summary>What the API served and cost lately.</summary>
/// <param name="Days">Length of the measurement in days, more than 0.</param>
/// <param name="Cost">The exact cost of the priced calls.</param>
/// <param name="Calls">All calls.</param>
/// <param name="Tokens">Prompt and completion tokens of all calls.</param>
/// <param name="PeakTokensPerSecond">The mean of the busiest hour.</param>
/// <param name="UnpricedCalls">Calls that are missing from the cost.</param>
public sealed record MeasuredVolume(
    decimal Days, Nanodollars Cost, long Calls, long Tokens, decimal PeakTokensPerSecond, long UnpricedCalls);

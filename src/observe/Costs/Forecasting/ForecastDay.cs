using Dashboard.Events;

namespace Dashboard.Costs.Forecasting;

/// <summary>What a coming day is expected to cost, and where the month then stands.</summary>
/// <param name="Day">The day; the first is today.</param>
/// <param name="Expected">The cost of the day alone.</param>
/// <param name="Total">The month's cost by the end of the day.</param>
/// <param name="Low">Lower end of the band around <paramref name="Total"/>; null while it cannot be told.</param>
/// <param name="High">Upper end.</param>
public sealed record ForecastDay(
    DateOnly Day, Nanodollars Expected, Nanodollars Total, Nanodollars? Low, Nanodollars? High);

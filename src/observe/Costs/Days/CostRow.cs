using Dashboard.Telemetry;
using Dashboard.Telemetry.Rollups;

namespace Dashboard.Costs.Days;

/// <summary>Sums of the calls of one series in one bucket; several rows may share both.</summary>
/// <param name="Start">Where the bucket begins: a quarter of an hour, or a UTC day of users.</param>
/// <param name="Key">The series.</param>
/// <param name="User">The user, where users were asked for; null is nobody in particular.</param>
/// <param name="Sums">The sums.</param>
internal readonly record struct CostRow(DateTimeOffset Start, SeriesKey Key, string? User, CallCounters Sums);

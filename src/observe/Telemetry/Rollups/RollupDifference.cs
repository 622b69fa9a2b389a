using Dashboard.Events;

namespace Dashboard.Telemetry.Rollups;

/// <summary>A cell that is not what its calls sum to.</summary>
/// <param name="Table">The tier's table.</param>
/// <param name="Project">The project.</param>
/// <param name="Start">Where the cell begins, UTC.</param>
/// <param name="SeriesId">Its row in <c>series</c>.</param>
/// <param name="Fault">What is stored and what was counted.</param>
public sealed record RollupDifference(
    string Table, ProjectId Project, DateTimeOffset Start, int SeriesId, string Fault);

using Dashboard.Events;

namespace Dashboard.Telemetry.Rollups.Zones;

/// <summary>Seven days of a zone in [From, To) as the sums of their quarters of an hour.</summary>
internal sealed record ZoneWeek(
    ProjectId Project, DateTimeOffset From, DateTimeOffset To, Dictionary<CellKey, RollupCell> Sums);

namespace Dashboard.Telemetry.Rollups;

/// <summary>Whether the sums are those of their calls.</summary>
/// <param name="Days">Days of a project that were counted again.</param>
/// <param name="Cells">Cells of both tiers in them.</param>
/// <param name="Waiting">Cells that are not judged, because a correction is about to count them again.</param>
/// <param name="Different">Cells that are not what their calls sum to.</param>
/// <param name="First">The first of these.</param>
public sealed record RollupReport(
    long Days, long Cells, long Waiting, long Different, IReadOnlyList<RollupDifference> First)
{
    public bool Ok => Different == 0;
}

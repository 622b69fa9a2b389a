using Dashboard.Telemetry.Rollups;

namespace Dashboard.Telemetry.Repricing;

/// <summary>One stretch of price events whose calls must get their new cost.</summary>
/// <param name="Id">Its number.</param>
/// <param name="AfterPosition">The position of the last price event before.</param>
/// <param name="ToPosition">The position of the last price event of the job.</param>
/// <param name="From">No price of the job holds earlier.</param>
/// <param name="Cursor">The last quarter of an hour and series that is done; null at the beginning.</param>
/// <param name="IsCounted">Whether the calls that it covers have been counted.</param>
public sealed record RepricingJob(
    long Id, long AfterPosition, long ToPosition, DateTimeOffset From, CellKey? Cursor, bool IsCounted)
{
    /// <summary>Whether a cell is still to be done. Jobs walk by project, then quarter, then series.</summary>
    public bool IsAhead(CellKey cell) =>
        Cursor is not { } done
        || (cell.Project.Value, cell.Start, cell.SeriesId).CompareTo(
            (done.Project.Value, done.Start, done.SeriesId)) > 0;
}

using Dashboard.Events;

namespace Dashboard.Telemetry.Costs.Page;

/// <summary>When it was decided anew which version serves: deploys and rollbacks, drawn into the chart of days.</summary>
public interface IDecisionMarks
{
    /// <summary>The moments within [from, to), of one route or (null) of all, in order.</summary>
    IReadOnlyList<DateTimeOffset> Between(ProjectId project, string? route, DateTimeOffset from, DateTimeOffset to);
}

namespace Dashboard.Costs.Page;

/// <summary>When it was decided anew which version serves: deploys and rollbacks, drawn into the chart of days.</summary>
public interface IDecisionMarks
{
    /// <summary>The moments within [from, to), of the scope's routes, in order.</summary>
    IReadOnlyList<DateTimeOffset> Between(CostScope scope, DateTimeOffset from, DateTimeOffset to);
}

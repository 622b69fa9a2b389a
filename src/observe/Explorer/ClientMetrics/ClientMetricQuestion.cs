using Dashboard.Events;

namespace Dashboard.Explorer.ClientMetrics;

/// <summary>Which points to add up.</summary>
/// <param name="Project">Whose.</param>
/// <param name="Name">An instrument, or one of the measures of <see cref="MetricNames"/>.</param>
/// <param name="From">The first moment.</param>
/// <param name="To">The moment after the last.</param>
/// <param name="Step">The length of a bucket, which begins at a multiple of it in UTC; null for one bucket.</param>
/// <param name="By">The attributes that distinguish series; none means all of the points' own.</param>
internal sealed record ClientMetricQuestion(
    ProjectId Project, string Name, DateTimeOffset From, DateTimeOffset To, TimeSpan? Step, IReadOnlyList<string> By)
{
    public DateTimeOffset BucketOf(DateTimeOffset at) =>
        Step is { } step ? new DateTimeOffset(at.UtcTicks - (at.UtcTicks % step.Ticks), TimeSpan.Zero) : From;
}

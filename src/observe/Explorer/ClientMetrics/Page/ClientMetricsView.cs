namespace Dashboard.Explorer.ClientMetrics.Page;

/// <summary>What the page shows of one range.</summary>
/// <param name="At">When it was read.</param>
/// <param name="Recent">How many points there were of the last quarter of an hour, within which late ones come.</param>
/// <param name="Series">Every series of the instruments that measure generative work.</param>
/// <param name="Models">What clients measured of each model beside what spans count.</param>
/// <param name="TooMany">Instruments with more points in the range than are added up.</param>
/// <param name="Others">Instruments that measure something else.</param>
public sealed record ClientMetricsView(
    DateTimeOffset At, long Recent, IReadOnlyList<MeasuredSeries> Series, IReadOnlyList<ModelCoverage> Models,
    IReadOnlyList<string> TooMany, int Others)
{
    /// <summary>Whether no client measured anything.</summary>
    public bool IsEmpty => Series.Count == 0 && TooMany.Count == 0;

    /// <summary>Of the models whose calls clients measured.</summary>
    public Coverage Calls => Models.Where(model => model.Calls.Measured is not null)
        .Aggregate(default(Coverage), (sum, model) => sum + model.Calls);
}

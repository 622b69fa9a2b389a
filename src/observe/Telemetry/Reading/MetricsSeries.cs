namespace Dashboard.Telemetry.Reading;

/// <summary>One line of an answer: the values of the dimensions asked for (null is "not said") and its points in time order.</summary>
public sealed record MetricsSeries(IReadOnlyDictionary<Dimension, string?> By, IReadOnlyList<MetricsPoint> Points)
{
    /// <summary>The value of a dimension, null when it was not asked for or not said.</summary>
    public string? this[Dimension dimension] => By.GetValueOrDefault(dimension);
}

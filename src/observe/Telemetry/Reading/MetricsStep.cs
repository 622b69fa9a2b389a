namespace Dashboard.Telemetry.Reading;

/// <summary>The length of a bucket.</summary>
public enum MetricsStep
{
    Minute,

    /// <summary>Fifteen minutes; used by our own pages.</summary>
    Quarter,
    Hour,
    Day,

    /// <summary>One bucket from From to To.</summary>
    All,
}

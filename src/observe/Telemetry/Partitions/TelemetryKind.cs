namespace Dashboard.Telemetry.Partitions;

/// <summary>A kind of telemetry that is kept for a time of its own.</summary>
public enum TelemetryKind
{
    /// <summary>Calls without their content.</summary>
    Calls,

    /// <summary>Prompts, answers and attributes.</summary>
    Payloads,

    /// <summary>Spans that are no calls, without their content.</summary>
    Spans,

    /// <summary>Log records.</summary>
    Logs,

    /// <summary>Metric points.</summary>
    Metrics,

    /// <summary>Rollups of a minute.</summary>
    Minutes,
}

namespace Dashboard.Telemetry.Partitions;

/// <summary>How long telemetry is kept. Rollups of a quarter of an hour and coarser stay for good.</summary>
public sealed record RetentionOptions
{
    /// <summary>Calls without their content.</summary>
    public TimeSpan Calls { get; init; } = TimeSpan.FromDays(90);

    /// <summary>Prompts, answers and attributes.</summary>
    public TimeSpan Payloads { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Spans that are no calls, without their content.</summary>
    public TimeSpan Spans { get; init; } = TimeSpan.FromDays(90);

    /// <summary>Log records.</summary>
    public TimeSpan Logs { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Metric points.</summary>
    public TimeSpan Metrics { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Rollups of a minute.</summary>
    public TimeSpan Minutes { get; init; } = TimeSpan.FromDays(7);
}

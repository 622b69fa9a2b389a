namespace Dashboard.Telemetry.Partitions;

/// <summary>How long telemetry is kept. Rollups of a quarter of an hour and coarser stay for good.</summary>
public sealed record RetentionOptions
{
    /// <summary>Calls and spans without their content.</summary>
    public TimeSpan Calls { get; init; } = TimeSpan.FromDays(90);

    /// <summary>Prompts, answers, attributes, logs and metric points.</summary>
    public TimeSpan Payloads { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Rollups of a minute.</summary>
    public TimeSpan Minutes { get; init; } = TimeSpan.FromDays(7);
}

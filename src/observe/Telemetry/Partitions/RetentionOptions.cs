namespace Dashboard.Telemetry.Partitions;

/// <summary>How long telemetry is kept. Rollups of a quarter of an hour and coarser stay for good.</summary>
public sealed record RetentionOptions
{
    /// <summary>Calls without their content, and the scores on them.</summary>
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

    /// <summary>How long one kind is kept.</summary>
    public TimeSpan this[TelemetryKind kind] => kind switch
    {
        TelemetryKind.Calls => Calls,
        TelemetryKind.Payloads => Payloads,
        TelemetryKind.Spans => Spans,
        TelemetryKind.Logs => Logs,
        TelemetryKind.Metrics => Metrics,
        TelemetryKind.Minutes => Minutes,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>The same with another time for one kind.</summary>
    public RetentionOptions With(TelemetryKind kind, TimeSpan keep) => kind switch
    {
        TelemetryKind.Calls => this with { Calls = keep },
        TelemetryKind.Payloads => this with { Payloads = keep },
        TelemetryKind.Spans => this with { Spans = keep },
        TelemetryKind.Logs => this with { Logs = keep },
        TelemetryKind.Metrics => this with { Metrics = keep },
        TelemetryKind.Minutes => this with { Minutes = keep },
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}

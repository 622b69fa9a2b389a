namespace Dashboard.Telemetry.Repricing;

/// <summary>How far the calls that changed prices cover have got their new cost.</summary>
public sealed record RepricingStatus
{
    public required long Id { get; init; }

    public required RepricingState State { get; init; }

    /// <summary>No price of the job holds for calls before this instant.</summary>
    public required DateTimeOffset EffectiveFrom { get; init; }

    /// <summary>The position of the newest price event of the job.</summary>
    public required long ToPosition { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Calls that may be covered; null until they are counted.</summary>
    public long? CallsTotal { get; init; }

    public long CallsDone { get; init; }

    /// <summary>Calls that got another cost or another price row.</summary>
    public long CallsChanged { get; init; }

    /// <summary>Quarters of an hour of a series, each changed as a whole.</summary>
    public long CellsDone { get; init; }

    /// <summary>How long the rest takes at the speed of this run; null while nothing is known.</summary>
    public TimeSpan? Remaining { get; init; }

    /// <summary>Why the job stopped last; it is tried again by itself.</summary>
    public string? LastError { get; init; }
}

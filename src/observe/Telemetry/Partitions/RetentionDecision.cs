namespace Dashboard.Telemetry.Partitions;

/// <summary>How long each kind is kept, and who decided it when; both null while the defaults hold.</summary>
public sealed record RetentionDecision(RetentionOptions Keep, DateTimeOffset? DecidedAt, string? Actor)
{
    /// <summary>Why, as given.</summary>
    public string? Reason { get; init; }

    /// <summary>How many decisions there were, this one included; 0 while the defaults hold.</summary>
    public long Version { get; init; }
}

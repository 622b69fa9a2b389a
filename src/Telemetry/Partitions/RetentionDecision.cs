namespace Dashboard.Telemetry.Partitions;

/// <summary>How long each kind is kept, and who decided it when; both null while the defaults hold.</summary>
public sealed record RetentionDecision(RetentionOptions Keep, DateTimeOffset? DecidedAt, string? Actor);

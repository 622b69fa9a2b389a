namespace Dashboard.Telemetry.Content;

/// <summary>The rule of a project, and who set it when; both null where it is the default.</summary>
public sealed record ContentDecision(ContentRule Rule, DateTimeOffset? DecidedAt, string? Actor);

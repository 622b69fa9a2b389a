namespace Dashboard.Deployments.Routes;

/// <summary>Who decided something, when and why.</summary>
/// <param name="At">UTC.</param>
/// <param name="Actor">Person, key or policy; null where another program appended the event.</param>
/// <param name="Reason">As given; null where none was.</param>
public sealed record Stamp(DateTimeOffset At, string? Actor, string? Reason);

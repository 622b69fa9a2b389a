namespace Dashboard.Telemetry.Content;

/// <summary>One decision about a project's content.</summary>
/// <param name="Rule">What held from then on.</param>
/// <param name="At">From when.</param>
/// <param name="Actor">Who decided; null where another program did.</param>
/// <param name="Reason">Why, as given.</param>
public sealed record ContentChange(ContentRule Rule, DateTimeOffset At, string? Actor, string? Reason);

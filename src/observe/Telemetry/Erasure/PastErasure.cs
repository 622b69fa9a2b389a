namespace Dashboard.Telemetry.Erasure;

/// <summary>An erasure as it is remembered: that it happened, not whom it was about.</summary>
/// <param name="Kind"><c>trace</c> or <c>user</c>.</param>
/// <param name="Traces">Traces that lost their content.</param>
/// <param name="Calls">Calls that stayed as anonymous numbers.</param>
/// <param name="At">When.</param>
/// <param name="Actor">Who did it.</param>
/// <param name="Reason">Why, as given.</param>
public sealed record PastErasure(string Kind, int Traces, int Calls, DateTimeOffset At, string? Actor, string? Reason);

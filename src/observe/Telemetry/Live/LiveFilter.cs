using Dashboard.Events;

namespace Dashboard.Telemetry.Live;

/// <summary>What a live page looks at. Pages with equal filters share one computation.</summary>
/// <param name="Project">Whose calls.</param>
/// <param name="Range">How far the window reaches back from now: 1 h, 24 h, 7 d or 30 d.</param>
/// <param name="Route">One route, or all.</param>
/// <param name="Environment">One environment; null is all but <c>demo</c>.</param>
public sealed record LiveFilter(ProjectId Project, TimeSpan Range, string? Route, string? Environment);

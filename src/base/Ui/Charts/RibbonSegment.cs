using Dashboard.Ui.Components;

namespace Dashboard.Ui.Charts;

/// <summary>Which version served most of a route's calls from one time to another.</summary>
public sealed record RibbonSegment(DateTimeOffset From, DateTimeOffset To, string? Version, VersionRole Role);

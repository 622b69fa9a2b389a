namespace Dashboard.Web.Pages.Overview;

/// <summary>What a live bucket is split by. Null is "not said".</summary>
public readonly record struct CellKey(string Route, string? Model, string? Version);

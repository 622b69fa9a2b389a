namespace Dashboard.Deployments.Routes;

/// <summary>One side of a split, as a request says it.</summary>
public sealed record SplitSide(string? Version, int? Weight);

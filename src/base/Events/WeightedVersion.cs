namespace Dashboard.Events;

/// <summary>One side of a split.</summary>
/// <param name="Version">Our name of the version, such as <c>v2</c>.</param>
/// <param name="Weight">Its share of the traffic in percent, 0 to 100.</param>
public sealed record WeightedVersion(string Version, int Weight);

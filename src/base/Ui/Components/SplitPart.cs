namespace Dashboard.Ui.Components;

/// <summary>One version's share of a route's calls.</summary>
/// <param name="Name">The version; null when the calls carry none.</param>
/// <param name="Share">0 to 1.</param>
/// <param name="Role">Gives the colour.</param>
public sealed record SplitPart(string? Name, double Share, VersionRole Role);

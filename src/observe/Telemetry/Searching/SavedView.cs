namespace Dashboard.Telemetry.Searching;

/// <summary>A search that a person keeps.</summary>
/// <param name="Name">As the person calls it.</param>
/// <param name="Query">The query string of the calls page, without its question mark.</param>
public sealed record SavedView(string Name, string Query);

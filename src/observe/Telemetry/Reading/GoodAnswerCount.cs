namespace Dashboard.Telemetry.Reading;

/// <summary>The rated answers of one version of a route on one day.</summary>
/// <param name="Route">The alias that the application called.</param>
/// <param name="Version">Our model version; null where the calls named none.</param>
/// <param name="Day">The day of the calls' start, in the zone of the question.</param>
/// <param name="Good">Calls whose answer was found good.</param>
/// <param name="Rated">Calls whose answer was found good or bad.</param>
public sealed record GoodAnswerCount(string Route, string? Version, DateOnly Day, long Good, long Rated);

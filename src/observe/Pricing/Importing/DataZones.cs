using Dashboard.Events;
using Dashboard.Pricing.Matching;

namespace Dashboard.Pricing.Importing;

/// <summary>
/// Azure's data zones cost more than its global deployments, and lists have them by snapshot alone:
/// <c>us/gpt-4.1-2025-04-14</c>. A deployment that names no snapshot costs what the newest one does.
/// </summary>
internal static class DataZones
{
    private const string Azure = "azure.ai.openai";

    private static readonly string[] s_zones = ["us/", "eu/"];

    /// <summary>The prices, those of a zone's newest snapshot also by the name without its date.</summary>
    public static IEnumerable<ModelPrice> WithoutDates(IReadOnlyCollection<ModelPrice> prices)
    {
        var listed = prices.Select(price => (Provider: price.Provider ?? "", price.Model)).ToHashSet();
        var newest = prices
            .Where(IsInZone)
            .Select(price => (price.Model, Name: ModelNames.WithoutDate(price.Model)))
            .Where(pair => pair.Name is not null && !listed.Contains((Azure, pair.Name)))
            .GroupBy(pair => pair.Name!, pair => pair.Model)
            .ToDictionary(group => group.Max(StringComparer.Ordinal)!, group => group.Key);
        return prices.Select(price => IsInZone(price) && newest.TryGetValue(price.Model, out var name)
            ? price with { Aliases = [.. price.Aliases, name] }
            : price);
    }

    private static bool IsInZone(ModelPrice price) =>
        price.Provider == Azure
        && Array.Exists(s_zones, zone => price.Model.StartsWith(zone, StringComparison.Ordinal));
}

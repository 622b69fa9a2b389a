using Dashboard.Pricing;

namespace Dashboard.Telemetry.Reading;

/// <summary>The words of a <see cref="CostGroup"/> in addresses, and the stored numbers behind it.</summary>
public static class CostGroups
{
    private static readonly (CostGroup Group, string Word, CostStatus[] Statuses)[] All =
    [
        (CostGroup.Priced, "priced", [CostStatus.Priced]),
        (CostGroup.Unpriced, "unpriced", [CostStatus.NoPrice, CostStatus.NoUsage]),
        (CostGroup.NoPrice, "no_price", [CostStatus.NoPrice]),
        (CostGroup.NoUsage, "no_usage", [CostStatus.NoUsage]),
        (CostGroup.NothingToPrice, "nothing_to_price", [CostStatus.NothingToPrice]),
    ];

    public static IReadOnlyList<string> Words { get; } = [.. All.Select(entry => entry.Word)];

    /// <summary>Null for none and for every other word.</summary>
    public static CostGroup? Parse(string? word) =>
        All.Where(entry => entry.Word == word).Select(entry => (CostGroup?)entry.Group).FirstOrDefault();

    public static string Word(this CostGroup group) => All[(int)group].Word;

    internal static short[] Numbers(this CostGroup group) => [.. All[(int)group].Statuses.Select(status => (short)status)];
}

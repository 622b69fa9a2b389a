using Dashboard.Events;

namespace Dashboard.Deployments.Routes;

/// <summary>
/// The order of a split, in which its versions own the callers' buckets: what newly arrived comes first, so that
/// raising its weight moves callers towards it only; what served most before comes last.
/// </summary>
internal static class SplitOrder
{
    /// <summary>Whether a split has the versions of a content, so that it belongs to the same rollout.</summary>
    public static bool IsSameRollout(RouteContent? before, string model, IReadOnlyList<WeightedVersion> split) =>
        before is not null
        && before.Model == model
        && before.Split.Count == split.Count
        && before.Split.Select(side => side.Version).ToHashSet().SetEquals(split.Select(side => side.Version));

    /// <summary>The split in the order in which its versions own the buckets.</summary>
    public static IReadOnlyList<WeightedVersion> Arrange(
        RouteContent? before, string model, IReadOnlyList<WeightedVersion> split)
    {
        if (IsSameRollout(before, model, split))
        {
            return [.. before!.Split.Select(former => split.First(side => side.Version == former.Version))];
        }

        var served = before?.Model == model
            ? before.Split.ToDictionary(side => side.Version, side => side.Weight)
            : [];
        // Where nothing served before, the smaller side is the candidate, of equal ones the later.
        return
        [
            .. split.Reverse().OrderBy(side => served.GetValueOrDefault(side.Version)).ThenBy(side => side.Weight),
        ];
    }
}

using System.Collections.Immutable;
using Dashboard.Deployments.Routes;
using Dashboard.Events;

namespace Dashboard.Deployments.Pages;

/// <summary>A split that is being arranged. Whatever is moved, the weights are whole percents that sum to 100.</summary>
internal sealed record SplitDraft(ImmutableList<WeightedVersion> Sides)
{
    private const int Whole = 100;

    /// <summary>What a revision serves, what served before at the left.</summary>
    /// <param name="revision">What serves.</param>
    /// <param name="beside">Put at the left with nobody where one version serves all; null: nothing is.</param>
    public static SplitDraft Of(RouteRevision revision, string? beside = null)
    {
        var sides = revision.Content.Split.Reverse().ToImmutableList();
        return beside is null || sides.Count > 1 || sides[0].Version == beside
            ? new SplitDraft(sides)
            : new SplitDraft(sides.Insert(0, new WeightedVersion(beside, 0)));
    }

    /// <summary>Gives a side a weight; the others share the rest as they did before, or alike where they had none.</summary>
    public SplitDraft Move(int side, int weight)
    {
        if (Sides.Count == 1)
        {
            return this;
        }

        weight = Math.Clamp(weight, 0, Whole);
        var others = Enumerable.Range(0, Sides.Count).Where(i => i != side).ToList();
        var before = others.Sum(i => Sides[i].Weight);
        var rest = Whole - weight;
        var exact = others.ToDictionary(
            i => i, i => before > 0 ? (double)rest * Sides[i].Weight / before : (double)rest / others.Count);
        var whole = exact.ToDictionary(share => share.Key, share => (int)Math.Floor(share.Value));

        // The method of largest remainders; of equal ones the first.
        foreach (var i in others.OrderByDescending(i => exact[i] - whole[i]).Take(rest - whole.Values.Sum()))
        {
            whole[i]++;
        }

        return new SplitDraft([.. Sides.Select((one, i) => one with { Weight = i == side ? weight : whole[i] })]);
    }

    /// <summary>Adds a version that gets nobody yet.</summary>
    public SplitDraft Add(string version) =>
        Sides.Any(side => side.Version == version) ? this : new SplitDraft(Sides.Add(new WeightedVersion(version, 0)));

    /// <summary>Takes a version out; its callers go to the others.</summary>
    public SplitDraft Remove(int side) =>
        Sides.Count == 1 ? this : new SplitDraft(Move(side, 0).Sides.RemoveAt(side));

    /// <summary>Whether it says the same as another one.</summary>
    public bool Equals(SplitDraft? other) => other is not null && Sides.SequenceEqual(other.Sides);

    public override int GetHashCode() => Sides.Aggregate(0, HashCode.Combine);

    /// <summary>The body of the request that puts it in force.</summary>
    public IReadOnlyList<SplitSide> ToSplit() => [.. Sides.Select(side => new SplitSide(side.Version, side.Weight))];
}

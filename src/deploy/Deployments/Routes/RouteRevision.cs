using Dashboard.Deployments.Away;
using Dashboard.Events;

namespace Dashboard.Deployments.Routes;

/// <summary>One revision of a route. Immutable but for an explanation that may follow.</summary>
/// <param name="Number">From 1, without gaps.</param>
/// <param name="Kind">What made it.</param>
/// <param name="Content">What it says.</param>
/// <param name="By">Who made it, when and why.</param>
public sealed record RouteRevision(int Number, RevisionKind Kind, RouteContent Content, Stamp By)
{
    /// <summary>Of a rollback: the revision that was left.</summary>
    public int? From { get; init; }

    /// <summary>Of a rollback: the revision whose content is in force again; never itself a rollback.</summary>
    public int? Restores { get; init; }

    /// <summary>Of a rollback: recognises the decision.</summary>
    public Guid? DecisionId { get; init; }

    /// <summary>What somebody said afterwards about why it was made; the latest word.</summary>
    public Stamp? Explanation { get; init; }

    /// <summary>False while it is in force in this console alone, because the database has not recorded it.</summary>
    public bool Durable { get; init; } = true;

    /// <summary>Why it is not durable yet, where it is not.</summary>
    public WaitReason Waits { get; init; }

    /// <summary>Why it was made, as far as anybody said.</summary>
    public string? Reason => Explanation?.Reason ?? By.Reason;

    /// <summary>
    /// Where it stands in the history when walking back: a rollback stands where its content was first in force.
    /// </summary>
    internal int Origin => Restores ?? Number;

    /// <summary>Whether callers reach the same versions of the same model, whatever the weights.</summary>
    internal bool ServesTheSameAs(RouteRevision other) =>
        Content.Model == other.Content.Model && ServedVersions().SetEquals(other.ServedVersions());

    /// <summary>Whether callers of one could get the same version as callers of the other.</summary>
    internal bool SharesAVersionWith(RouteRevision other) =>
        Content.Model == other.Content.Model && ServedVersions().Overlaps(other.ServedVersions());

    private HashSet<string> ServedVersions() =>
        [.. Content.Split.Where(side => side.Weight > 0).Select(side => side.Version)];
}

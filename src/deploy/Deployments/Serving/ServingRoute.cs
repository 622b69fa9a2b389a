using Dashboard.Events;

namespace Dashboard.Deployments.Serving;

/// <summary>A route as it serves now: one revision with everything that a request needs. Immutable.</summary>
public sealed record ServingRoute
{
    /// <summary>The project that it belongs to.</summary>
    public required ProjectId Project { get; init; }

    /// <summary>The alias that clients ask for as their model, such as <c>gus</c>.</summary>
    public required string Route { get; init; }

    /// <summary>Our name of the model whose versions are served.</summary>
    public required string Model { get; init; }

    /// <summary>The number of the revision, from 1.</summary>
    public required int Revision { get; init; }

    /// <summary>What keeps a caller on one side.</summary>
    public required StickyBy Sticky { get; init; }

    /// <summary>
    /// Fixed for a rollout, so that its weights can change without moving anybody but those they concern.
    /// </summary>
    public required string Salt { get; init; }

    /// <summary>
    /// The versions; weights sum to 100. The candidate comes first and owns the buckets from 0 up: raising its weight
    /// only moves callers towards it, lowering only back. The order does not change within a rollout.
    /// </summary>
    public required IReadOnlyList<ServingVersion> Split { get; init; }

    /// <summary>The version that serves a caller.</summary>
    /// <param name="stickyKey">
    /// The session, user or key by <see cref="Sticky"/>; null or empty: drawn at random.
    /// </param>
    public ServingVersion Choose(string? stickyKey)
    {
        if (Split.Count == 1)
        {
            return Split[0];
        }

        var bucket = Sticky == StickyBy.None || string.IsNullOrEmpty(stickyKey)
            ? Random.Shared.Next(SplitBucket.Count)
            : SplitBucket.Of(Salt, Route, stickyKey);
        var end = 0;
        foreach (var version in Split)
        {
            end += version.Weight * SplitBucket.PerPercent;
            if (bucket < end)
            {
                return version;
            }
        }

        throw new InvalidOperationException($"The weights of revision {Revision} of '{Route}' do not sum to 100.");
    }
}

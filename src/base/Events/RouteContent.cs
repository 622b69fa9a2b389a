namespace Dashboard.Events;

/// <summary>What a revision of a route says.</summary>
/// <param name="Model">The model whose versions are served.</param>
/// <param name="Split">Weights sum to 100. The candidate comes first: it owns the callers' buckets from 0 up.</param>
/// <param name="Sticky">
/// What keeps a caller on one side: <c>session</c>, <c>user</c>, <c>key</c> or <c>none</c>.
/// </param>
/// <param name="Salt">Same for all revisions of one rollout, so that callers stay on their side.</param>
/// <param name="Steps">
/// The weights through which the candidate is to be promoted, rising; null: it has no steps.
/// </param>
public sealed record RouteContent(
    string Model,
    IReadOnlyList<WeightedVersion> Split,
    string Sticky,
    string Salt,
    IReadOnlyList<int>? Steps);

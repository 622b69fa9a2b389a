using Dashboard.Events;

namespace Dashboard.Deployments.Routes;

/// <summary>A candidate on its way to all callers.</summary>
/// <param name="Candidate">The newcomer, with the weight it has now.</param>
/// <param name="Stable">What serves the others.</param>
/// <param name="Steps">The weights on its way; 100 alone where none were said.</param>
public sealed record Rollout(WeightedVersion Candidate, WeightedVersion Stable, IReadOnlyList<int> Steps)
{
    /// <summary>The step it stands at, from 1; 0 before the first.</summary>
    public int Step => Steps.Count(step => step <= Candidate.Weight);

    /// <summary>The weight that promoting it leads to; null at the last step.</summary>
    public int? Next => Steps.Where(step => step > Candidate.Weight).Select(step => (int?)step).FirstOrDefault();

    /// <summary>Such as <c>Canary 1 of 4</c>.</summary>
    public string Words => Steps.Count > 1 ? $"Canary {Step} of {Steps.Count}" : "Split";

    /// <summary>Null where no two versions share the callers.</summary>
    public static Rollout? Of(RouteRevision revision) =>
        revision.Content.Split is [{ Weight: > 0 } candidate, { Weight: > 0 } stable]
            ? new Rollout(candidate, stable, revision.Content.Steps ?? [100])
            : null;
}

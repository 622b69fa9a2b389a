using Dashboard.Deployments.Routes;
using Dashboard.Events;

namespace Dashboard.Deployments.Api;

/// <summary>
/// A revision in answers. The split is in the order in which its versions own the callers' buckets: the candidate
/// first. A rollback leaves <c>from</c> and brings back the content of <c>restores</c>. It is not durable while it is
/// in force in this console alone.
/// </summary>
internal sealed record RevisionBody(
    int Revision,
    RevisionKind Kind,
    string Model,
    IReadOnlyList<WeightedVersion> Split,
    string Sticky,
    IReadOnlyList<int>? Steps,
    string? Actor,
    string? Reason,
    DateTimeOffset At,
    string? ExplainedBy,
    DateTimeOffset? ExplainedAt,
    int? From,
    int? Restores,
    bool Durable)
{
    public static RevisionBody Of(RouteRevision revision) => new(
        revision.Number,
        revision.Kind,
        revision.Content.Model,
        revision.Content.Split,
        revision.Content.Sticky,
        revision.Content.Steps,
        revision.By.Actor,
        revision.Reason,
        revision.By.At,
        revision.Explanation?.Actor,
        revision.Explanation?.At,
        revision.From,
        revision.Restores,
        revision.Durable);
}

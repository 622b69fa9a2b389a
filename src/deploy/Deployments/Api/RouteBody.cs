using System.Text.Json.Serialization;
using Dashboard.Deployments.Away;
using Dashboard.Deployments.Routes;
using Dashboard.Events;

namespace Dashboard.Deployments.Api;

/// <summary>
/// A route as a revision of it says; see <see cref="RevisionBody"/>. <c>rollback_to</c> is what a rollback now would
/// bring back.
/// </summary>
internal sealed record RouteBody(
    string Route,
    string Model,
    int Revision,
    RevisionKind Kind,
    IReadOnlyList<WeightedVersion> Split,
    string Sticky,
    IReadOnlyList<int>? Steps,
    string? Actor,
    string? Reason,
    DateTimeOffset At,
    int? From,
    int? Restores,
    bool Durable,
    int? RollbackTo,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Note)
{
    public static RouteBody Of(RouteState route, RouteRevision revision, RouteQueries queries) => new(
        route.Route,
        revision.Content.Model,
        revision.Number,
        revision.Kind,
        revision.Content.Split,
        revision.Content.Sticky,
        revision.Content.Steps,
        revision.By.Actor,
        revision.Reason,
        revision.By.At,
        revision.From,
        revision.Restores,
        revision.Durable,
        queries.RollbackTarget(route.Project, route.Route)?.Number,
        revision.Durable ? null : WaitWords.Note(revision.Waits));
}

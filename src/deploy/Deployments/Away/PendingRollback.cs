using System.Text.Json.Serialization;
using Dashboard.Deployments.Routes;
using Dashboard.Events;
using Dashboard.EventStore;

namespace Dashboard.Deployments.Away;

/// <summary>A rollback that is in force in this console and waits to be put on record.</summary>
internal sealed record PendingRollback(RouteRolledBack Fact, EventContext Context)
{
    /// <summary>Why it waits.</summary>
    public WaitReason Why { get; init; }

    [JsonIgnore]
    public (ProjectId Project, string Route) Key => (new ProjectId(Fact.ProjectId), Fact.Route);

    /// <summary>The route with this in force on top; as it was where it does not follow from it.</summary>
    public RouteState ApplyTo(RouteState state)
    {
        if (state.Current?.Number != Fact.From)
        {
            return state;
        }

        var applied = state.Apply(Fact, new Stamp(Fact.DecidedAt, Context.Actor, Context.Reason));
        return applied with
        {
            Revisions = applied.Revisions.SetItem(
                Fact.Revision - 1, applied.Current! with { Durable = false, Waits = Why }),
        };
    }
}

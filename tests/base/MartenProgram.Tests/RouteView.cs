using JasperFx.Events;

namespace Dashboard.MartenProgram.Tests;

// The program's own types; only the stored names and what it reads of the content are the console's.
public sealed record RouteDeployed(int ProjectId, string Route, int Revision);

public sealed record RouteRolledBack(int ProjectId, string Route, int Revision, int From, int Restores);

/// <summary>What a stranger makes of a route's events, by Marten's conventions.</summary>
public sealed partial class RouteView
{
    public string Id { get; set; } = "";

    public int Revision { get; set; }

    public int Events { get; set; }

    public string? LastActor { get; set; }

    public void Apply(IEvent<RouteDeployed> e)
    {
        (Revision, LastActor) = (e.Data.Revision, e.GetHeader("actor")?.ToString());
        Events++;
    }

    public void Apply(IEvent<RouteRolledBack> e)
    {
        (Revision, LastActor) = (e.Data.Revision, e.GetHeader("actor")?.ToString());
        Events++;
    }
}

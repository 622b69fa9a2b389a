namespace Dashboard.Deployments.Routes;

/// <summary>What became of a command on a route.</summary>
public abstract record RouteResult
{
    private RouteResult()
    {
    }

    /// <summary>In force in this process; <see cref="RouteRevision.Durable"/> says whether it is on record.</summary>
    /// <param name="Route">The route with it.</param>
    /// <param name="Revision">The revision that the command made or concerned.</param>
    public sealed record Done(RouteState Route, RouteRevision Revision) : RouteResult;

    /// <summary>Nothing has changed.</summary>
    public sealed record Refused(DeploymentProblem Problem) : RouteResult;
}

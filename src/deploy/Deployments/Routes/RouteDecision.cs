namespace Dashboard.Deployments.Routes;

/// <summary>What a command on a route leads to.</summary>
internal abstract record RouteDecision
{
    private RouteDecision()
    {
    }

    /// <summary>The fact to append.</summary>
    public sealed record Accepted(object Fact) : RouteDecision;

    /// <summary>Nothing is decided.</summary>
    public sealed record Refused(DeploymentProblem Problem) : RouteDecision;

    public static RouteDecision Refuse(ProblemKind kind, string detail) =>
        new Refused(new DeploymentProblem(kind, detail));
}

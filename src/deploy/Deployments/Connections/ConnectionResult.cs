namespace Dashboard.Deployments.Connections;

/// <summary>What became of a command on a connection.</summary>
internal abstract record ConnectionResult
{
    private ConnectionResult()
    {
    }

    /// <summary>
    /// The connection as it is now; <paramref name="IsNew"/> is false where everything was so already.
    /// </summary>
    public sealed record Done(Connection Connection, bool IsNew) : ConnectionResult;

    /// <summary>Nothing has changed.</summary>
    public sealed record Refused(DeploymentProblem Problem) : ConnectionResult;
}

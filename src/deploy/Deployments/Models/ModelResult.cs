namespace Dashboard.Deployments.Models;

/// <summary>What became of a command on a version.</summary>
public abstract record ModelResult
{
    private ModelResult()
    {
    }

    /// <summary>The version as it is now.</summary>
    /// <param name="Version">With what the command added.</param>
    /// <param name="IsNew">False where everything was so already.</param>
    public sealed record Done(ModelVersion Version, bool IsNew) : ModelResult;

    /// <summary>Nothing has changed.</summary>
    public sealed record Refused(DeploymentProblem Problem) : ModelResult;
}

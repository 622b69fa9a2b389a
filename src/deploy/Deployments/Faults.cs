namespace Dashboard.Deployments;

/// <summary>Gathers everything that is wrong with a command, field by field.</summary>
internal sealed class Faults
{
    private readonly Dictionary<string, string[]> _errors = [];

    /// <summary>The problem to answer with; null where nothing is wrong.</summary>
    public DeploymentProblem? Problem => _errors.Count == 0 ? null : DeploymentProblem.Invalid(_errors);

    public void Add(string field, string message) =>
        _errors[field] = _errors.TryGetValue(field, out var others) ? [.. others, message] : [message];

    /// <summary>Refuses a text that is too long; null is none.</summary>
    public void RequireAtMost(string field, string? text, int most)
    {
        if (text?.Length > most)
        {
            Add(field, $"'{field}' may have at most {most} characters.");
        }
    }

    public void RequireName(string field, string? name)
    {
        if (!DeploymentNames.IsName(name))
        {
            Add(field, $"'{field}' must be {DeploymentNames.Rule}.");
        }
    }
}

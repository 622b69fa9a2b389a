namespace Dashboard.Deployments;

/// <summary>Why a command was not carried out, in words that say what to do.</summary>
/// <param name="Kind">To be told apart by programs.</param>
/// <param name="Detail">For people.</param>
public sealed record DeploymentProblem(ProblemKind Kind, string Detail)
{
    /// <summary>What is wrong per field, where the command itself is.</summary>
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    /// <summary>Who is spoken of in <see cref="Detail"/>, as the record names them; null where nobody is.</summary>
    public string? Actor { get; init; }

    /// <summary>The detail in the words in which colleagues know who is spoken of.</summary>
    public string DetailFor(Func<string, string> nameOf) =>
        Actor is null ? Detail : Detail.Replace(Actor, nameOf(Actor), StringComparison.Ordinal);

    /// <summary>What is wrong by field; the detail under no name where no field is to blame.</summary>
    internal IReadOnlyDictionary<string, string[]> ByField =>
        Errors ?? new Dictionary<string, string[]> { [""] = [Detail] };

    /// <summary>Whether anything was recorded is not known.</summary>
    internal static DeploymentProblem Away { get; } = new(
        ProblemKind.DatabaseAway,
        "The database does not answer, so nothing can be decided but rollbacks of known routes. Look at what is in "
            + "force when it is back, then try again.");

    /// <summary>It is on record, but the read models do not show it yet.</summary>
    internal static DeploymentProblem Behind { get; } = new(
        ProblemKind.DatabaseAway,
        "It is on record, but the read models are behind; it takes effect when they have caught up. Look again in a "
            + "moment.");

    /// <summary>What to change, field by field.</summary>
    internal static DeploymentProblem Invalid(IReadOnlyDictionary<string, string[]> errors) =>
        new(ProblemKind.Invalid, string.Join(' ', errors.Values.SelectMany(messages => messages))) { Errors = errors };
}

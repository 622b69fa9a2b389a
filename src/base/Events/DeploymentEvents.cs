using System.Text.Json;

namespace Dashboard.Events;

/// <summary>
/// An administrator allowed the gateway to call a place, and to send it the value of one environment variable.
/// </summary>
/// <param name="Name">Unique in the console, also after it is retired: versions refer to it.</param>
/// <param name="BaseUrl">Where the provider's OpenAI-compatible interface begins.</param>
/// <param name="ApiKeyEnv">The variable's name, never its value; null: no key is sent.</param>
public sealed record ConnectionApproved(string Name, string BaseUrl, string? ApiKeyEnv);

/// <summary>An administrator withdrew a connection, for good.</summary>
public sealed record ConnectionRetired(string Name);

/// <summary>A version of a model came to be known. It never changes.</summary>
/// <param name="ProjectId">The project that it belongs to.</param>
/// <param name="Model">Our name of what is versioned.</param>
/// <param name="Version">Our name of the version.</param>
/// <param name="Provider"><c>openai-compatible</c> or <c>llama</c>.</param>
/// <param name="Connection">Where it is called; null: it cannot be called yet.</param>
/// <param name="UpstreamModel">What the provider calls it.</param>
/// <param name="Gguf">The weights of a llama version.</param>
/// <param name="Adapter">The LoRA adapter on top of the weights.</param>
/// <param name="Notes">What people should know about it.</param>
/// <param name="Lineage">What it was made from: an object of the registrant's own.</param>
public sealed record VersionRegistered(
    int ProjectId,
    string Model,
    string Version,
    string Provider,
    string? Connection,
    string UpstreamModel,
    string? Gguf,
    string? Adapter,
    string? Notes,
    JsonElement? Lineage);

/// <summary>A version was measured. Later measurements of the same name stand beside earlier ones.</summary>
/// <param name="ProjectId">The project that it belongs to.</param>
/// <param name="Model">Our name of what is versioned.</param>
/// <param name="Version">Our name of the version.</param>
/// <param name="Name">What was measured, such as <c>mmlu</c> or <c>agreement</c>.</param>
/// <param name="Value">The result, in the measure's own unit.</param>
/// <param name="Samples">On how many examples; null where unknown.</param>
/// <param name="Dataset">On which data; null where unknown.</param>
public sealed record VersionEvaluated(
    int ProjectId, string Model, string Version, string Name, double Value, int? Samples, string? Dataset);

/// <summary>A version may not enter a split any more.</summary>
public sealed record VersionRetired(int ProjectId, string Model, string Version);

/// <summary>Somebody set what a route serves.</summary>
/// <param name="ProjectId">The project that it belongs to.</param>
/// <param name="Route">The route.</param>
/// <param name="Revision">Its number, from 1.</param>
/// <param name="Content">What it serves.</param>
/// <param name="DecidedAt">
/// When it took effect, where that is told afterwards: the demonstration tells its own history. Null: when it was
/// recorded.
/// </param>
public sealed record RouteDeployed(
    int ProjectId, string Route, int Revision, RouteContent Content, DateTimeOffset? DecidedAt = null);

/// <summary>Somebody moved a rollout to its next step.</summary>
public sealed record RolloutPromoted(int ProjectId, string Route, int Revision, RouteContent Content);

/// <summary>Somebody ended a rollout: the candidate serves nobody any more.</summary>
public sealed record RolloutAborted(int ProjectId, string Route, int Revision, RouteContent Content);

/// <summary>Somebody put an earlier revision in force again.</summary>
/// <param name="ProjectId">The project that it belongs to.</param>
/// <param name="Route">Its name.</param>
/// <param name="Revision">The new revision that this made.</param>
/// <param name="From">The revision that was left.</param>
/// <param name="Restores">The revision whose content is in force again; never itself a rollback.</param>
/// <param name="Content">The restored content, salt included: callers return to the side they were on.</param>
/// <param name="DecisionId">Recognises the decision when it is written after the database was away.</param>
/// <param name="DecidedAt">When it was decided and put in force in the console that decided it.</param>
public sealed record RouteRolledBack(
    int ProjectId,
    string Route,
    int Revision,
    int From,
    int Restores,
    RouteContent Content,
    Guid DecisionId,
    DateTimeOffset DecidedAt);

/// <summary>Somebody said afterwards why a revision was made; the reason is that of this event.</summary>
public sealed record RevisionExplained(int ProjectId, string Route, int Revision);

/// <summary>
/// A rollback that was decided while the database was away is not in force any more: another decision on the route came
/// first.
/// </summary>
/// <param name="ProjectId">The project that it belongs to.</param>
/// <param name="Route">Its name.</param>
/// <param name="From">The revision that the rollback left.</param>
/// <param name="Restores">The revision that it restored.</param>
/// <param name="InForce">The revision that came first.</param>
/// <param name="DecisionId">Of the dropped rollback.</param>
/// <param name="DecidedAt">When the rollback was decided.</param>
public sealed record RollbackDropped(
    int ProjectId, string Route, int From, int Restores, int InForce, Guid DecisionId, DateTimeOffset DecidedAt);

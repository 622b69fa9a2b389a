using Dashboard.Deployments.Serving;
using Dashboard.Events;
using Dashboard.EventStore;
using Dashboard.Postgres;

namespace Dashboard.Deployments.Models;

/// <summary>Where versions are registered, measured and retired.</summary>
public sealed class ModelDesk
{
    private const string StreamType = "ModelVersion";

    private readonly EventStore.EventStore _store;
    private readonly ServingBook _book;
    private readonly DecisionTurn _turn;
    private readonly RouteKeeper _keeper;

    internal ModelDesk(EventStore.EventStore store, ServingBook book, DecisionTurn turn, RouteKeeper keeper) =>
        (_store, _book, _turn, _keeper) = (store, book, turn, keeper);

    /// <summary>
    /// Registers a version. The same again changes nothing; another content under its name is refused.
    /// </summary>
    public Task<ModelResult> RegisterAsync(
        ProjectId project, string model, RegisterVersion command, EventContext by, CancellationToken ct) =>
        InTurnAsync(
            async book =>
            {
                if (ModelDecisions.Decide(book, project, model, command, out var problem) is not { } fact)
                {
                    return new ModelResult.Refused(problem!);
                }

                if (book.Version(project, model, fact.Version) is { } known)
                {
                    return ModelDecisions.SaysTheSame(known, fact)
                        ? new ModelResult.Done(known, IsNew: false)
                        : Refuse(
                            ProblemKind.NameTaken,
                            $"'{model}' has a version '{known.Version}' with other content, and versions never change. "
                                + "Register this one under another name.");
                }

                return await AppendAsync((project, model, fact.Version), fact, by, ct);
            },
            ct);

    /// <summary>Records a measurement of a version.</summary>
    public Task<ModelResult> EvaluateAsync(
        ProjectId project,
        string model,
        string version,
        EvaluateVersion command,
        EventContext by,
        CancellationToken ct) =>
        InTurnAsync(
            async book => book.Version(project, model, version) is not { } known ? NoSuchVersion(model, version)
                : ModelDecisions.Decide(known, command, out var problem) is not { } fact
                    ? new ModelResult.Refused(problem!)
                : await AppendAsync(known.Key, fact, by, ct),
            ct);

    /// <summary>
    /// Takes a version out of use; one that serves cannot be. It stays known, and may be retired twice.
    /// </summary>
    public Task<ModelResult> RetireAsync(
        ProjectId project, string model, string version, EventContext by, CancellationToken ct) =>
        InTurnAsync(
            async book =>
            {
                if (book.Version(project, model, version) is not { } known)
                {
                    return NoSuchVersion(model, version);
                }

                if (book.ServedBy(known.Key) is [_, ..] serving)
                {
                    return Refuse(
                        ProblemKind.InUse,
                        $"{version} serves "
                            + string.Join(", ", serving.Select(route => $"{route.Weight} % of '{route.Route}'"))
                            + "; deploy another version there first.");
                }

                return known.RetiredAt is not null
                    ? new ModelResult.Done(known, IsNew: false)
                    : await AppendAsync(known.Key, new VersionRetired(project.Value, model, version), by, ct);
            },
            ct);

    private static ModelResult.Refused NoSuchVersion(string model, string version) =>
        Refuse(ProblemKind.NoSuchVersion, $"There is no version '{version}' of '{model}'; GET /api/models lists them.");

    private static ModelResult.Refused Refuse(ProblemKind kind, string detail) =>
        new(new DeploymentProblem(kind, detail));

    private async Task<ModelResult> InTurnAsync(Func<DeploymentBook, Task<ModelResult>> decide, CancellationToken ct)
    {
        try
        {
            await using var turn = await _turn.TakeAsync(ct);
            return await decide(_book.Current);
        }
        catch (Exception e) when (DatabaseAway.Is(e))
        {
            return new ModelResult.Refused(DeploymentProblem.Away);
        }
    }

    private async Task<ModelResult> AppendAsync(
        (ProjectId Project, string Model, string Version) key, object fact, EventContext by, CancellationToken ct)
    {
        await _store.AppendAsync(
            $"model-version:{key.Project}:{key.Model}:{key.Version}", StreamType, null, [fact], by, ct);
        await _keeper.ReloadAsync(CancellationToken.None);
        return _book.Current.Version(key.Project, key.Model, key.Version) is { } version
            ? new ModelResult.Done(version, IsNew: true)
            : new ModelResult.Refused(DeploymentProblem.Behind);
    }
}

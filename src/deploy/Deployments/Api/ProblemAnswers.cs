using Dashboard.HttpApi;
using Microsoft.AspNetCore.Http;

namespace Dashboard.Deployments.Api;

/// <summary>Problems as RFC 9457 wants them, each with its stable type.</summary>
internal static class ProblemAnswers
{
    public static IResult Of(DeploymentProblem problem, string subject)
    {
        var (status, type, title) = Describe(problem.Kind, subject);
        return problem.Errors is { } errors
            ? Problems.Invalid(type, title, errors, problem.Detail)
            : Problems.Of(status, type, title, problem.Detail);
    }

    private static (int Status, string Type, string Title) Describe(ProblemKind kind, string subject) => kind switch
    {
        ProblemKind.Invalid => (400, "invalid-" + subject, $"The {subject} is not valid"),
        ProblemKind.NoSuchConnection => (404, "no-such-connection", "No such connection"),
        ProblemKind.NoSuchVersion => (404, "no-such-version", "No such version"),
        ProblemKind.NoSuchRoute => (404, "no-such-route", "No such route"),
        ProblemKind.NoSuchRevision => (404, "no-such-revision", "No such revision"),
        ProblemKind.NameTaken => (409, "name-taken", "The name is taken"),
        ProblemKind.InUse => (409, "in-use", $"The {subject} is serving"),
        ProblemKind.Retired => (409, "retired", "A version cannot serve"),
        ProblemKind.NothingToRollBackTo => (409, "nothing-to-roll-back-to", "Nothing to roll back to"),
        ProblemKind.AlreadyInForce => (409, "already-in-force", "Already in force"),
        ProblemKind.NoRollout => (409, "no-rollout", "No rollout under way"),
        ProblemKind.Superseded => (409, "route-conflict", "Another decision came first"),
        ProblemKind.DatabaseAway => (503, "database-away", "The database does not answer"),
        _ => throw new InvalidOperationException($"Unexpected {kind}."),
    };
}

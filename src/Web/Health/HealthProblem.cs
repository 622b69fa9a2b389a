using Dashboard.Telemetry.Writing;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Dashboard.Web.Health;

/// <summary>Something that does not work, in words for whoever is on call.</summary>
/// <param name="Check">The name of the check that found it, as in <c>/readyz</c>.</param>
/// <param name="What">What does not work.</param>
/// <param name="Meaning">What that means for those who use the console, and what happens by itself.</param>
/// <param name="Reason">What the check found.</param>
/// <param name="Since">When it was found first.</param>
internal sealed record HealthProblem(string Check, string What, string Meaning, string? Reason, DateTimeOffset Since)
{
    private const string Refused = "New calls are refused and their senders come again; the gateway answers on and keeps its "
        + "records on disk. Pages show what was known.";

    /// <summary>
    /// What a report says is wrong, causes alone: where the database is away, that calls are not stored is no news.
    /// </summary>
    public static IReadOnlyList<HealthProblem> Of(
        HealthReport report, IReadOnlyList<HealthProblem> former, DateTimeOffset now)
    {
        var failed = report.Entries
            .Where(entry => entry.Value.Status != HealthStatus.Healthy)
            .ToDictionary(entry => entry.Key, entry => entry.Value.Description);
        var bothAway = failed.ContainsKey(HealthModule.Decisions) && failed.ContainsKey(HealthModule.Telemetry);
        var problems = new List<HealthProblem>();
        foreach (var (check, reason) in failed.Where(entry => !IsConsequence(entry.Key, failed)))
        {
            var (what, meaning) = Words(check, bothAway);
            var since = former.FirstOrDefault(problem => problem.Check == check)?.Since ?? now;
            problems.Add(new HealthProblem(check, what, meaning, reason, since));
        }

        return problems;
    }

    private static bool IsConsequence(string check, Dictionary<string, string?> failed) => check switch
    {
        IngestCheck.Name => failed.ContainsKey(HealthModule.Telemetry) || failed.ContainsKey(HealthModule.Server),
        HealthModule.Telemetry => failed.ContainsKey(HealthModule.Server) || failed.ContainsKey(HealthModule.Decisions),
        HealthModule.Decisions => failed.ContainsKey(HealthModule.Server),
        _ => false,
    };

    private static (string What, string Meaning) Words(string check, bool bothAway) => check switch
    {
        HealthModule.Server => ("The database has stopped", $"It is started again by itself. {Refused}"),
        HealthModule.Decisions when bothAway => ("The database does not answer", Refused),
        HealthModule.Decisions => (
            "The database of decisions does not answer",
            "Routes stay as they are; deploys, keys and settings cannot be changed, a rollback can."),
        HealthModule.Telemetry => ("The database of calls does not answer", Refused),
        IngestCheck.Name => ("Calls are not being stored", "Their senders come again. What was stored can be read."),
        HealthModule.Disk => (
            "The disk is almost full",
            "New calls are refused until there is room, and their senders come again. What was stored can be read."),
        HealthModule.Audit => (
            "The record of decisions is not the one that was sealed here",
            "Everything goes on. Decisions may be missing or changed until somebody has looked and accepted what is there."),
        HealthModule.ReadModels => (
            "Some pages show an older state of decisions",
            "Every decision is on record and in force; what pages read is being built anew."),
        HealthModule.Stopping => ("This console is shutting down", "Open pages connect again when it is back."),
        _ => (char.ToUpperInvariant(check[0]) + check[1..].Replace('_', ' '), "This part does not work."),
    };
}

using Dashboard.Deployments.Serving;

namespace Dashboard.Deployments.Routes;

/// <summary>Whether a route may be set as asked.</summary>
internal static class DeployRouteCheck
{
    public const int LongestReason = 500;

    private const int MostVersions = 20;

    /// <summary>Null where all is well.</summary>
    public static DeploymentProblem? Problem(RouteState state, DeploymentBook book, DeployRoute command)
    {
        var faults = new Faults();
        faults.RequireName("route", state.Route);
        faults.RequireName("model", command.Model);
        faults.RequireAtMost("reason", command.Reason, LongestReason);
        if (command.Sticky is not null && StickyNames.Parse(command.Sticky) is null)
        {
            faults.Add("sticky", $"'sticky' must be {StickyNames.Known}.");
        }

        CheckSplit(command.Split ?? [], faults);
        CheckSteps(command, faults);
        if (faults.Problem is { } problem)
        {
            return problem;
        }

        var unfit = command.Split!
            .Select(side => (
                Version: side!.Version!, Why: book.WhyNotServable(state.Project, command.Model!, side.Version!)))
            .Where(side => side.Why is not null)
            .ToList();
        if (unfit.Count == 0)
        {
            return null;
        }

        if (unfit.Any(side => book.Version(state.Project, command.Model!, side.Version) is null))
        {
            faults.Add("split", $"{Words(unfit)}; register versions at POST /api/models/{command.Model}/versions.");
            return faults.Problem;
        }

        return new DeploymentProblem(ProblemKind.Retired, $"{Words(unfit)}; choose other versions.");
    }

    private static string Words(IEnumerable<(string Version, string? Why)> unfit) =>
        string.Join(", ", unfit.Select(side => $"{side.Version} {side.Why}"));

    private static void CheckSplit(IReadOnlyList<SplitSide?> split, Faults faults)
    {
        if (split.Count is 0 or > MostVersions)
        {
            faults.Add("split", $"'split' must list 1 to {MostVersions} versions, each with its weight.");
            return;
        }

        if (split.Any(side => side is null || !DeploymentNames.IsName(side.Version)))
        {
            faults.Add("split", "Each side of 'split' must name a registered 'version'.");
        }
        else if (split.Select(side => side!.Version).Distinct().Count() != split.Count)
        {
            faults.Add("split", "Each version may be in 'split' once.");
        }

        var weights = split.Select(side => side?.Weight).ToList();
        if (weights.Any(weight => weight is null or < 0 or > 100) || weights.Sum() != 100)
        {
            faults.Add("split", "The weights in 'split' must be whole numbers from 0 to 100 that sum to 100.");
        }
    }

    private static void CheckSteps(DeployRoute command, Faults faults)
    {
        if (command.Steps is not { Count: > 0 } steps)
        {
            return;
        }

        if (command.Split?.Count != 2)
        {
            faults.Add("steps", "'steps' are for a split of two versions: one that served before and its candidate.");
        }

        if (steps.Any(step => step is < 1 or > 100) || steps.Zip(steps.Skip(1)).Any(pair => pair.First >= pair.Second))
        {
            faults.Add("steps", "'steps' must be rising whole numbers from 1 to 100, such as 5, 25, 50, 100.");
        }
    }
}

using System.Text.RegularExpressions;
using Dashboard.Events;

namespace Dashboard.Deployments.Connections;

/// <summary>Which connections may be approved.</summary>
internal static partial class ConnectionDecisions
{
    /// <summary>Settings of the console itself, among them its administrator's key.</summary>
    private const string OwnPrefix = "DASHBOARD_";

    private const int LongestReason = 500;

    /// <summary>The fact that the command leads to.</summary>
    /// <param name="command">As it came.</param>
    /// <param name="keys">The variables that may be named.</param>
    /// <param name="known">What stands under the name; it keeps its variable, whatever is listed by now.</param>
    /// <param name="problem">What is wrong; null where a fact is returned.</param>
    public static ConnectionApproved? Decide(
        ApproveConnection command, UpstreamKeys keys, Connection? known, out DeploymentProblem? problem)
    {
        var faults = new Faults();
        faults.RequireName("name", command.Name);
        faults.RequireAtMost("reason", command.Reason, LongestReason);
        if (BaseUrlRules.Refusal(command.BaseUrl, out var url) is { } refusal)
        {
            faults.Add("base_url", refusal);
        }

        var variable = string.IsNullOrEmpty(command.ApiKeyEnv) ? null : command.ApiKeyEnv;
        if (variable is not null && !Variable().IsMatch(variable))
        {
            faults.Add("api_key_env", "'api_key_env' must be the name of an environment variable, not a key.");
        }
        else if (variable?.StartsWith(OwnPrefix, StringComparison.OrdinalIgnoreCase) == true)
        {
            faults.Add(
                "api_key_env", $"The console's own settings ({OwnPrefix}*) are never sent; use another variable.");
        }
        else if (variable is not null && variable != known?.ApiKeyEnv && !keys.Lists(variable))
        {
            faults.Add(
                "api_key_env",
                $"'{variable}' is not among the variables that connections may name ({keys.List}). Use one that is, or "
                    + $"start the console with it in {UpstreamKeys.Setting}.");
        }

        problem = faults.Problem;
        return problem is null ? new ConnectionApproved(command.Name!, url!.AbsoluteUri, variable) : null;
    }

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_]{0,127}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Variable();
}

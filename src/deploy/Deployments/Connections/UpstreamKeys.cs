using System.IO.Enumeration;
using Microsoft.Extensions.Configuration;

namespace Dashboard.Deployments.Connections;

/// <summary>
/// The environment variables that connections may name, by the operator's list: whoever may approve a connection could
/// otherwise send any secret of this process anywhere. Names and patterns with <c>*</c>, separated by commas or spaces.
/// </summary>
internal sealed class UpstreamKeys(IConfiguration configuration)
{
    /// <summary>The setting with the list.</summary>
    public const string Setting = "DASHBOARD_UPSTREAM_KEYS";

    /// <summary>Where nothing is set.</summary>
    public const string Default = "*_API_KEY";

    private readonly string[] _patterns = Patterns(configuration[Setting]) is { Length: > 0 } set ? set : [Default];

    /// <summary>The list in one line.</summary>
    public string List => string.Join(", ", _patterns);

    /// <summary>The variables of this process that a connection may name; never what is in them.</summary>
    public IReadOnlyList<string> Names =>
        [.. Environment.GetEnvironmentVariables().Keys.OfType<string>().Where(Lists).Order(StringComparer.Ordinal)];

    /// <summary>Whether a connection may name the variable.</summary>
    public bool Lists(string variable) => Array.Exists(
        _patterns, pattern => FileSystemName.MatchesSimpleExpression(pattern, variable, ignoreCase: false));

    /// <summary>What to know of a connection that was approved before the list left its variable out.</summary>
    public string? Notice(Connection connection) =>
        connection is { RetiredAt: null, ApiKeyEnv: { } variable } && !Lists(variable)
            ? $"{variable} is not listed in {Setting} ({List}); this connection keeps it, a new one could not name it."
            : null;

    private static string[] Patterns(string? setting) =>
        (setting ?? "").Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

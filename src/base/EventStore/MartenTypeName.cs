using System.Text.RegularExpressions;

namespace Dashboard.EventStore;

/// <summary>The names under which Marten stores event types.</summary>
internal static partial class MartenTypeName
{
    /// <summary>
    /// Column <c>type</c>, by Marten's "classic" naming: the class name (of a nested type the inner one) split before words, lower
    /// case, joined by underscores: <c>DeploymentRolledBack</c> becomes <c>deployment_rolled_back</c>.
    /// </summary>
    public static string Alias(Type type) => type.IsGenericType
        ? throw new ArgumentException($"An event type must not be generic: {type}.", nameof(type))
        : Alias(type.Name);

    public static string Alias(string className) =>
        WordEnd().Replace(AcronymEnd().Replace(className, "$1_$2"), "$1_$2").ToLowerInvariant();

    [GeneratedRegex(@"(\P{Ll})(\P{Ll}\p{Ll})", RegexOptions.CultureInvariant)]
    private static partial Regex AcronymEnd();

    [GeneratedRegex(@"(\p{Ll})(\P{Ll})", RegexOptions.CultureInvariant)]
    private static partial Regex WordEnd();
}

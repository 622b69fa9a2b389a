using System.Text.RegularExpressions;

namespace Dashboard.Deployments;

/// <summary>The names that people give: of connections, models, versions and routes.</summary>
internal static partial class DeploymentNames
{
    public const string Rule =
        "1 to 100 letters, digits, dots, hyphens and underscores of ASCII, beginning with a letter or digit";

    public static bool IsName(string? text) => text is not null && Name().IsMatch(text);

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,99}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}

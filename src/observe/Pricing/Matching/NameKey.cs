using System.Text.RegularExpressions;

namespace Dashboard.Pricing.Matching;

/// <summary>
/// One spelling of a name for all that mean the same model, so that lists and calls meet: dates with and without dashes,
/// <c>claude-sonnet-4.5</c>, <c>claude-4-5-sonnet</c>, <c>gpt-35-turbo</c>. Both sides go through here; nothing is ever
/// shown in this spelling.
/// </summary>
internal static partial class NameKey
{
    /// <param name="name">In lower case.</param>
    public static string Of(string name)
    {
        var key = name;
        if (DashedDate().IsMatch(key))
        {
            key = DashedDate().Replace(key, "-${y}${m}${d}");
        }

        if (key.Contains("claude-", StringComparison.Ordinal))
        {
            key = DottedVersion().Replace(key, "-");
            key = ModernClaude().Replace(key, "claude-${family}-${version}");
            key = ClassicClaude().Replace(key, "claude-${version}-${family}");
        }
        else if (key.Contains("gpt-", StringComparison.Ordinal))
        {
            key = key.Replace("gpt-35-turbo", "gpt-3.5-turbo", StringComparison.Ordinal);
            key = DashedVersion().Replace(key, "gpt-${major}.${minor}");
        }

        return key;
    }

    /// <summary>The same with each compact date written with dashes, as genai-prices looks it up; null without one.</summary>
    public static string? WithDashes(string name) => CompactDate().IsMatch(name)
        ? CompactDate().Replace(name, "-${y}-${m}-${d}")
        : null;

    [GeneratedRegex(@"[-@](?<y>20\d\d)-(?<m>0[1-9]|1[0-2])-(?<d>0[1-9]|[12]\d|3[01])(?=$|[-:])|"
        + @"@(?<y>20\d\d)(?<m>0[1-9]|1[0-2])(?<d>0[1-9]|[12]\d|3[01])(?=$|[-:])", RegexOptions.CultureInvariant)]
    private static partial Regex DashedDate();

    [GeneratedRegex(@"-(?<y>20\d\d)(?<m>0[1-9]|1[0-2])(?<d>0[1-9]|[12]\d|3[01])(?=$|[-:])",
        RegexOptions.CultureInvariant)]
    private static partial Regex CompactDate();

    [GeneratedRegex(@"(?<=-\d)\.(?=\d(\D|$))", RegexOptions.CultureInvariant)]
    private static partial Regex DottedVersion();

    // Since 4 the family comes first; before, the version did.
    [GeneratedRegex(@"claude-(?<version>[4-9](-\d)?)-(?<family>opus|sonnet|haiku|fable)(?![a-z])",
        RegexOptions.CultureInvariant)]
    private static partial Regex ModernClaude();

    [GeneratedRegex(@"claude-(?<family>opus|sonnet|haiku)-(?<version>3(-[57])?)(?=$|[-@:])",
        RegexOptions.CultureInvariant)]
    private static partial Regex ClassicClaude();

    [GeneratedRegex(@"gpt-(?<major>\d)-(?<minor>\d)(?=$|-[a-z])", RegexOptions.CultureInvariant)]
    private static partial Regex DashedVersion();
}

using System.Text.Json;
using System.Text.RegularExpressions;

namespace Dashboard.HttpApi;

/// <summary>
/// A member of a request's body that nothing here knows. It is refused by its name: a misspelt one would otherwise be
/// left out silently, and what was asked for would not be what is done.
/// </summary>
public static partial class UnknownMember
{
    /// <summary>The member that a reading failed at; null where it failed at something else.</summary>
    public static string? Of(JsonException failure) =>
        Unmapped().Match(failure.Message) is { Success: true } match ? match.Groups["name"].Value : null;

    public static string Words(string name) =>
        $"'{name}' is not a member of this body: check its spelling, or leave it out.";

    // The words of System.Text.Json; a test holds them.
    [GeneratedRegex("^The JSON property '(?<name>.*)' could not be mapped to any \\.NET member", RegexOptions.Singleline)]
    private static partial Regex Unmapped();
}

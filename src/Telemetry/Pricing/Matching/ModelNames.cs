using System.Globalization;
using System.Text.RegularExpressions;

namespace Dashboard.Telemetry.Pricing.Matching;

/// <summary>
/// The names under which a model may be listed, given what a call says. Only additions that cannot change the model are
/// taken off: who serves it, where, in which wrapping, and the date of a snapshot. What makes a different model
/// (<c>-mini</c>, <c>-preview</c>, <c>:free</c>, <c>-2411</c>) stays, so that no price is guessed across models.
/// </summary>
internal static partial class ModelNames
{
    /// <summary>
    /// All names, the most specific first: a name with its date comes before every name without, and in each of the two
    /// groups the name as it was given comes before shorter ones. Names are in lower case.
    /// </summary>
    public static IReadOnlyList<string> FromMostSpecific(string model)
    {
        var given = model.Trim().ToLowerInvariant();
        if (given.Length is 0 or > PriceLimits.LongestName)
        {
            return [];
        }

        var dated = new List<string>();
        var undated = new List<string>();
        foreach (var name in Starts(given))
        {
            Add(dated, Version(name));
        }

        foreach (var name in dated)
        {
            if (WithoutDate(name) is { } shorter && !dated.Contains(shorter))
            {
                Add(undated, [shorter]);
            }
        }

        // "X" may be listed as "X-latest"; a snapshot with a date is not the latest one.
        Add(undated, undated.Count == 0 ? dated.Select(name => name + "-latest").ToArray() : []);
        return [.. dated, .. undated];
    }

    /// <summary>The name without the date of its snapshot or <c>-latest</c>; null where there is neither.</summary>
    public static string? WithoutDate(string name)
    {
        if (name.EndsWith("-latest", StringComparison.Ordinal) && name.Length > "-latest".Length)
        {
            return name[..^"-latest".Length];
        }

        var match = DateSuffix().Match(name);
        return match.Success && IsDate(match.Groups["date"].ValueSpan) ? name[..match.Index] : null;
    }

    // "us.anthropic.claude-x-v1:0" -> itself, without the region, without the vendor.
    private static List<string> Starts(string given)
    {
        List<string> names = [given];
        while (WithoutPath(names[^1]) is { } shorter)
        {
            names.Add(shorter);
        }

        if (FineTuned().Match(names[^1]) is { Success: true } tuned)
        {
            names.Add(tuned.Groups["base"].Value);
        }

        foreach (var prefix in (ReadOnlySpan<Regex>)[BedrockRegion(), BedrockVendor()])
        {
            if (prefix.Match(names[^1]) is { Success: true } match)
            {
                names.Add(names[^1][match.Length..]);
            }
        }

        return names;
    }

    // "arn:aws:bedrock:...:inference-profile/us.x", "projects/p/locations/l/publishers/google/models/x", "models/x",
    // "openrouter/openai/x", "bedrock/us-east-1/x".
    private static string? WithoutPath(string name)
    {
        if (name.StartsWith("arn:", StringComparison.Ordinal) || name.StartsWith("projects/", StringComparison.Ordinal))
        {
            var last = name.LastIndexOf('/');
            return last > 0 && last < name.Length - 1 ? name[(last + 1)..] : null;
        }

        var slash = name.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && slash < name.Length - 1 && IsPlace(name[..slash]) ? name[(slash + 1)..] : null;
    }

    private static bool IsPlace(string segment) =>
        segment == "models" || ProviderNames.IsKnown(segment) || CloudRegion().IsMatch(segment);

    // "x-v1:0" -> itself, "x-v1", "x".
    private static List<string> Version(string name)
    {
        List<string> names = [name];
        var match = BedrockVersion().Match(name);
        if (match.Success)
        {
            names.Add(name[..match.Groups["minor"].Index]);
            names.Add(name[..match.Index]);
        }

        return names;
    }

    private static void Add(List<string> names, IEnumerable<string> more)
    {
        foreach (var name in more)
        {
            if (!names.Contains(name))
            {
                names.Add(name);
            }
        }
    }

    private static bool IsDate(ReadOnlySpan<char> digits) =>
        DateOnly.TryParseExact(
            digits, ["yyyyMMdd", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
        && date.Year is >= 2018 and < 2100;

    [GeneratedRegex(@"(?<=.)[-@](?<date>\d{4}-\d{2}-\d{2}|\d{8})$", RegexOptions.CultureInvariant)]
    private static partial Regex DateSuffix();

    [GeneratedRegex(@"^(us|us-gov|eu|apac|ap|jp|au|ca|sa|global)\.(?=[a-z])", RegexOptions.CultureInvariant)]
    private static partial Regex BedrockRegion();

    [GeneratedRegex(@"^(anthropic|amazon|meta|mistral|cohere|deepseek|ai21|openai|qwen|moonshot|moonshotai)\.(?=[a-z])",
        RegexOptions.CultureInvariant)]
    private static partial Regex BedrockVendor();

    [GeneratedRegex(@"(?<=.)-v\d+(?<minor>:\d+)$", RegexOptions.CultureInvariant)]
    private static partial Regex BedrockVersion();

    [GeneratedRegex(@"^[a-z]{2}(-[a-z]+)+-?\d$|^(us|eu|global)(-standard)?$", RegexOptions.CultureInvariant)]
    private static partial Regex CloudRegion();

    // "ft:gpt-4o-mini-2024-07-18:org::id": every fine-tune of one base has one price, another one than the base.
    [GeneratedRegex(@"^(?<base>ft:[^:]+):.+$", RegexOptions.CultureInvariant)]
    private static partial Regex FineTuned();
}
